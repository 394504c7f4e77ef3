import type {
  AppView,
  AppWithHistory,
  BacklogView,
  BundleDiff,
  BundleView,
  EventView,
  GroupView,
  HostView,
  HouseFindings,
  LeaseView,
  NewPromotion,
  NewRelease,
  NewRollback,
  PartWithSteps,
  PlanView,
  ReleaseHead,
  ReleaseView,
} from '#contract';
import { ask, askWithStatus, type Question } from './ask.js';

export interface Page<T> {
  items: T[];
  next: string | null;
}
type Query = NonNullable<Question['query']>;

/** Every page of a list. */
async function all<T>(path: string, query: Query = {}): Promise<T[]> {
  const items: T[] = [];
  for (let cursor: string | null = null; ;) {
    const page: { items: T[]; next?: string | null } = await ask('GET', path, { query: { ...query, cursor } });
    items.push(...page.items);
    cursor = page.next ?? null;
    if (cursor === null) return items;
  }
}
const at = (id: string): string => `/v1/releases/${encodeURIComponent(id)}`;
/** A call that is repeated after a lost answer must not do its work twice. */
const once = (): Record<string, string> => ({
  'idempotency-key': `console-${crypto.getRandomValues(new Uint32Array(4)).join('-')}`,
});

export const me = (): Promise<{ user: { name: string } }> => ask('GET', '/v1/me');
export const signIn = (username: string, password: string): Promise<{ token: string; user: { name: string } }> =>
  ask('POST', '/v1/sessions', { body: { username, password } });
export const signOut = (): Promise<null> => ask('DELETE', '/v1/sessions/current');
export const openQueues = (): Promise<null> => ask('POST', '/queues/session');

export const releases = (query: Query): Promise<Page<ReleaseHead>> => ask('GET', '/v1/releases', { query });
export const release = (id: string): Promise<ReleaseView> => ask('GET', at(id));
export const part = (id: string, app: string): Promise<PartWithSteps> =>
  ask('GET', `${at(id)}/apps/${encodeURIComponent(app)}`);
export const cancel = (id: string): Promise<ReleaseView> => ask('POST', `${at(id)}/cancel`);
export const retry = (id: string): Promise<ReleaseView> => ask('POST', `${at(id)}/retry`);
export const createRelease = (body: NewRelease): Promise<ReleaseView> =>
  ask('POST', '/v1/releases', { body, headers: once() });
export const createRollback = (body: NewRollback): Promise<ReleaseView> =>
  ask('POST', '/v1/rollbacks', { body, headers: once() });
export const createPromotion = (body: NewPromotion): Promise<ReleaseView> =>
  ask('POST', '/v1/promotions', { body, headers: once() });
export const createAction = (action: string, parameters: Record<string, string>): Promise<ReleaseView> =>
  ask('POST', '/v1/actions', { body: { action, parameters }, headers: once() });
export const events = (id: string, after: number): Promise<{ items: EventView[]; next: number }> =>
  ask('GET', `${at(id)}/events`, { query: { after }, headers: { accept: 'application/json' } });

/** Makes a plan; the worker may need longer than one answer is held. */
export async function createPlan(body: NewRelease, signal: AbortSignal): Promise<PlanView> {
  let answer = await askWithStatus<PlanView | ReleaseView>('POST', '/v1/releases/plan', { body, signal });
  const { id } = answer.value;
  while (answer.status === 202) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    answer = await askWithStatus<PlanView | ReleaseView>('GET', `${at(id)}/plan`, { signal });
  }
  return answer.value as PlanView;
}

const page = async <T>(path: string, query: Query): Promise<Page<T>> => {
  const { items, next = null } = await ask<{ items: T[]; next?: string | null }>('GET', path, { query });
  return { items, next };
};

export const apps = (query: Query): Promise<Page<AppView>> => page('/v1/apps', query);
export const everyApp = (): Promise<AppView[]> => all('/v1/apps');
export const groups = (query: Query): Promise<Page<GroupView>> => page('/v1/groups', query);
export const hosts = (query: Query): Promise<Page<HostView>> => page('/v1/hosts', query);

/** So many characters of names are asked for at once. */
const atOnce = 3000;

/** The apps with these keys, as far as there are any. */
export async function appsOf(keys: readonly string[]): Promise<AppView[]> {
  const asks: string[] = [];
  for (const key of keys) {
    const last = asks.at(-1);
    if (last === undefined || last.length + key.length >= atOnce) asks.push(key);
    else asks[asks.length - 1] = `${last},${key}`;
  }
  const pages = await Promise.all(asks.map((names) => apps({ keys: names })));
  return pages.flatMap(({ items }) => items);
}

export const app = (key: string): Promise<AppWithHistory> => ask('GET', `/v1/apps/${encodeURIComponent(key)}`);
export const leases = (): Promise<LeaseView[]> => all('/v1/leases');
export const backlog = (): Promise<BacklogView> => ask('GET', '/v1/backlog');
export const examine = (): Promise<HouseFindings> => ask('GET', '/v1/doctor');

export const packages = (): Promise<Page<BundleView>> =>
  ask('GET', '/v1/bundles', { query: { kind: 'package', limit: 50 } });
export const diffOf = (from: string, to: string): Promise<BundleDiff> =>
  ask('GET', `/v1/bundles/${encodeURIComponent(from)}/diff/${encodeURIComponent(to)}`);
