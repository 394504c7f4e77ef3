import { seenByRecords } from './seenByRecords.js';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import type { AppView, EventView, GroupView, PartView, ReleaseView } from '#api';
import { root } from './root.js';

/** The console's own policy, so that what it would be refused in earnest is refused here. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'";
const types: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };
const steps = [
  ['prepare', 'inspect'],
  ['prepare', 'carry'],
  ['prepare', 'seal'],
  ['activate', 'activate'],
  ['activate', 'probe'],
] as const;

/** A gateway that is none: it serves the built console and plays one release on many hosts, as fast as it is told. */
export interface FakeGateway {
  url: string;
  id: string;
  /** Ends the release before any host took a step, as when its bundle cannot be assembled. */
  failStage(): void;
  /** Tells of so many further steps at once, over all hosts in turn; false when there is nothing left to tell. */
  tell(count: number): boolean;
  /** Tells all who follow everything that something else happened. */
  say(event: Pick<EventView, 'kind' | 'release' | 'data'>): void;
  /** Addresses that were asked for so far, without those of the page itself. */
  asked: string[];
  close(): Promise<void>;
}

const began = Date.now() - 60_000;
const at = (index: number): string => new Date(began + index * 25).toISOString();
const release = 'f4e6b2d0-0000-4000-8000-000000000001';

const provenance = { version: null, commit: null, branch: null, build: null };

function partOf(index: number, groups: number): PartView {
  return {
    app: `web${String(index + 1).padStart(3, '0')}`,
    group: groups === 1 ? 'web' : `web-${(index % groups) + 1}`,
    host: `10.20.${Math.floor(index / 50)}.${(index % 50) + 10}`,
    batch: Math.floor(index / 25),
    phase: null,
    step: null,
    vote: null,
    standing: null,
    outcome: null,
    trouble: null,
    waiting: null,
    bytes: null,
    facts: {},
    provenance,
    randomStr: `r${index}`,
  };
}

function releaseOf(parts: PartView[]): ReleaseView {
  return {
    ...{ id: release, short: release.slice(-8) },
    action: 'release',
    request: {
      kind: 'release',
      targets: { names: ['web'] },
      source: { kind: 'environment', name: 'uat' },
      strategy: { batch: 25 },
      whenBusy: 'refuse',
    },
    parameters: { k: 'web', senv: 'uat', batch: '25' },
    caller: 'fake',
    state: 'running',
    phase: 'prepare',
    batch: 0,
    outcome: null,
    acceptedAt: at(0),
    phaseAt: at(0),
    settledAt: null,
    cancelledBy: null,
    retryOf: null,
    trouble: null,
    mixed: null,
    rollout: { policy: 'stop', maxFailures: 5, batchSize: 25, confirm: 0 },
    bundle: null,
    waiting: null,
    switches: [],
    diff: null,
    sources: [],
    warnings: [],
    skipped: [],
    ...{ provenance, versions: [], note: null, onBehalfOf: null, links: { commit: null, build: null } },
    apps: parts,
  };
}

/** How the group is switched. */
const rollout: GroupView['rollout'] = {
  ...{ policy: 'stop', rollbackPolicy: 'continue' },
  ...{ maxFailures: '5', batch: '25', confirm: 0 },
};

/** The release as it stands in the records when its only phase was the one that failed. */
function failedAtStage(parts: readonly PartView[]): ReleaseView {
  const trouble = {
    ...{ code: 'DOWNLOAD_FAILED', class: 'input', message: 'the package cannot be fetched', advice: null, at: null },
    details: {},
  } as ReleaseView['trouble'];
  const skipped = parts.map((part): PartView => ({ ...part, outcome: 'skipped', standing: 'old' }));
  return { ...releaseOf(skipped), state: 'settled', outcome: 'failed', phase: 'stage', settledAt: at(400), trouble };
}

/** Every event of the release, in the order it is told: all hosts take a step, then the next; each 40th fails to start. */
function script(parts: readonly PartView[]): EventView[] {
  const told: Omit<EventView, 'id' | 'at' | 'release'>[] = [];
  for (const phase of ['stage', 'prepare']) told.push({ app: null, kind: 'phase', data: { phase, batch: 0 } });
  const failed = new Set<string>();
  for (const [phase, step] of steps) {
    if (step === 'activate') told.push({ app: null, kind: 'phase', data: { phase, batch: 0 } });
    for (const [index, { app }] of parts.entries()) {
      if (failed.has(app)) continue;
      const bad = step === 'probe' && index % 40 === 7;
      if (bad) failed.add(app);
      const trouble = bad ? { code: 'START_FAILED', message: 'it did not start' } : null;
      const bytes = step === 'carry' ? { bytes: 1_000_000 + index * 7919 } : {};
      told.push({ app, kind: 'step-begun', data: { phase, step } });
      told.push({ app, kind: 'step-ended', data: { phase, step, state: bad ? 'failed' : 'done', trouble, ...bytes } });
      if (step === 'seal' || step === 'probe') {
        const standing = step === 'probe' ? (bad ? 'restored' : 'new') : null;
        told.push({ app, kind: 'vote', data: { phase, vote: bad ? 'failed' : 'done', standing, trouble } });
      }
    }
  }
  return told.map((event, index) => ({ id: index + 1, at: at(index), release, ...event }));
}

/** What the records would have of it. */
function happen(parts: readonly PartView[], { app, kind, data }: EventView): void {
  const part = parts.find((one) => one.app === app);
  if (!part) return;
  part.phase = data.phase as PartView['phase'];
  if (kind === 'step-begun') Object.assign(part, { step: data.step, vote: null });
  if (kind === 'vote') Object.assign(part, { vote: data.vote, standing: data.standing ?? part.standing });
}

function appOf({ app, group, host }: PartView, live: AppView['live']): AppView {
  return {
    key: app,
    group,
    host,
    layout: 'separate',
    automated: true,
    restarts: true,
    healthUrl: null,
    problem: null,
    lease: null,
    drift: null,
    live,
    seen: seenByRecords(live),
  };
}

/** Starts it on a free loopback port, with so many hosts in so many groups; `live` is what each of them runs. */
export async function startFakeEvents(
  hosts: number,
  {
    groups = 1,
    live = () => null,
    mixed = null,
  }: { groups?: number; live?: (index: number) => AppView['live']; mixed?: ReleaseView['mixed'] } = {},
): Promise<FakeGateway> {
  const parts = Array.from({ length: hosts }, (_, index) => partOf(index, groups));
  const events = script(parts);
  const streams = new Set<ServerResponse>();
  let told = 0;
  let failed = false;
  const line = (event: EventView): string =>
    `id: ${event.id}\nevent: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`;
  const asked: string[] = [];
  const listeners = new Set<ServerResponse>();
  let said = 1_000_000;
  const body: Record<string, (query: URLSearchParams) => unknown> = {
    '/v1/me': () => ({ user: { name: 'fake', role: 'admin' }, expiresAt: at(1e6) }),
    '/v1/apps': (query) => {
      const keys = query.get('keys')?.split(',');
      const found = parts
        .map((part, index) => appOf(part, live(index)))
        .filter(({ key }) => (keys?.includes(key) ?? true) && key.includes(query.get('q') ?? ''));
      const from = Number(query.get('cursor') ?? 0);
      const to = from + Number(query.get('limit') ?? 1000);
      return { items: found.slice(from, to), next: to < found.length ? String(to) : null };
    },
    '/v1/groups': () => ({
      items: [
        {
          ...{ name: 'web', apps: parts.map(({ app }) => app), rollout, drifted: [], since: null, seenAt: null },
          ...{ state: mixed ? 'mixed' : 'unknown', releases: [], unknown: [], ...mixed?.groups[0] },
        },
      ],
      next: null,
    }),
    '/v1/environments': () => ({
      items: [{ name: 'prod', description: '', production: true, own: true, source: false, url: null }],
    }),
    '/v1/doctor': () => ({ state: 'ok', findings: [] }),
    ...Object.fromEntries(
      ['hosts', 'problems', 'releases'].map((name) => [`/v1/${name}`, () => ({ items: [], next: null })]),
    ),
    [`/v1/releases/${release}`]: () => (failed ? failedAtStage(parts) : { ...releaseOf(parts), mixed }),
  };
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const { pathname: path, searchParams } = new URL(request.url ?? '/', 'http://fake');
    if (path.startsWith('/v1/')) asked.push(request.url ?? '');
    if (path.endsWith('/events')) {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(': here\n\n');
      if (path !== '/v1/events') response.write(events.slice(0, told).map(line).join(''));
      const heard = path === '/v1/events' ? listeners : streams;
      for (const set of new Set([streams, heard])) {
        set.add(response);
        response.once('close', () => set.delete(response));
      }
    } else if (body[path]) {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body[path](searchParams)));
    } else if (path === '/' || path.startsWith('/assets/')) {
      const name = path === '/' ? 'index.html' : path.slice(1);
      const type = types[extname(name)] ?? 'text/html; charset=utf-8';
      response.writeHead(200, { 'content-type': type, 'content-security-policy': policy });
      response.end(readFileSync(join(root, 'dist/apps/console', name)));
    } else {
      response.writeHead(404, { 'content-type': 'application/problem+json' });
      response.end(JSON.stringify({ title: 'Not Found', status: 404, code: 'ROUTE_UNKNOWN', detail: path }));
    }
  };
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    id: release,
    asked,
    failStage: () => (failed = true),
    say: (event) => {
      const text = line({ ...event, id: (said += 1), at: at(0), app: null });
      for (const stream of listeners) stream.write(text);
    },
    tell: (count) => {
      for (const event of events.slice(told, told + count)) happen(parts, event);
      const text = events
        .slice(told, told + count)
        .map(line)
        .join('');
      told = Math.min(events.length, told + count);
      for (const stream of streams) stream.write(text);
      return told < events.length;
    },
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
