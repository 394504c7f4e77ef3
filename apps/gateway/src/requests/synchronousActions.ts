import { canBeNamed, type Request, type RequestKind, type RequestOf, CodedError } from '#contract';
import type { GatewayDeps } from '../state/dependencies.js';
import { rowProblem } from './rowProblem.js';
import { grantedJobs, submitAll } from './submitAll.js';

type SynchronousAction<K extends RequestKind> = (request: RequestOf<K>, deps: GatewayDeps) => Promise<object>;

/**
 * list: the groups, then the enabled apps followed by their number, each as one text, as the original has it: names that can be
 * given as targets. Names that cannot, rows that cannot be released, and the versions of apps are listed beside if there are any.
 */
const list: SynchronousAction<'list'> = async (_request, { inventory, views }) => {
  const [{ groups, apps }, wrong, known] = await Promise.all([
    inventory.names(),
    inventory.problems(),
    views.liveVersions(),
  ]);
  const problems = wrong.map(({ id, app, trouble }) => ({
    id: String(id),
    app_key: app,
    error: trouble.code,
    msg: rowProblem(trouble),
  }));
  const versions = Object.fromEntries(
    apps.flatMap((app) => {
      const version = known.get(app);
      return version === undefined ? [] : [[app, version]];
    }),
  );
  const unnameable = [...new Set([...groups, ...apps])].filter((name) => !canBeNamed(name));
  const named = apps.filter(canBeNamed);
  return {
    data: [groups.filter(canBeNamed).join(' '), [...named, named.length].join(' ')],
    ...(unnameable.length > 0 && { unnameable }),
    ...(problems.length > 0 && { problems }),
    ...(Object.keys(versions).length > 0 && { versions }),
  };
};

/** freeLeases: "1", and beyond the original how many leases were freed. */
const freeLeases: SynchronousAction<'freeLeases'> = async ({ all }, deps) => {
  const { freed, granted } = await deps.records.freeLeases(all);
  await submitAll(deps, grantedJobs(granted));
  return { data: ['1'], freed };
};

/** The handler of each kind of request that needs no worker. */
export const synchronousActions: { readonly [K in RequestKind]?: SynchronousAction<K> } = { list, freeLeases };

/** Answers a request that needs no worker. Throws INTERNAL for one that needs one. */
export async function answerNow(request: Request, deps: GatewayDeps): Promise<object> {
  const found = synchronousActions[request.kind] as SynchronousAction<RequestKind> | undefined;
  if (!found) throw new CodedError('INTERNAL', { reason: `nothing answers ${request.kind}` });
  return await found(request, deps);
}
