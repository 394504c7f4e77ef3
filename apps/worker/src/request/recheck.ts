import { requestKinds, warningMembers, warningsIn } from '#contract';
import type { RequestLease, RequestRecord, TargetRecord } from '#records';
import { byService, noneInService, type App, type InService } from '#release';
import { logFields } from '../telemetry/logFields.js';
import type { WorkerDeps } from '../state/dependencies.js';
import { following, goesOn } from './following.js';
import { overtaken } from './overtaken.js';
import { unlessHeld } from './unlessHeld.js';

/** True until an app is switched, or worked on in the only phase there is. */
const isBefore = ({ phase }: TargetRecord): boolean => phase === null || phase === 'prepare';

/** A plan is of the apps it was made for: once it is made nobody is left out of it. */
const isAsked = ({ request, phase }: RequestRecord): boolean => request.kind !== 'plan' || phase === null;

/** Apps with what counts by now of their hosts' service, which may have changed since they were asked for. */
async function asOfNow({ inventory }: WorkerDeps, apps: readonly TargetRecord[]): Promise<App[]> {
  const { hosts, outages } = await inventory.described();
  return apps.map(({ app: { outage: _, ...app } }) => {
    const outage = outages.get(hosts.nameOf(app.host));
    return outage ? { ...app, outage } : app;
  });
}

/** The findings of a request without these apps. */
function factsWithout({ facts }: RequestRecord, { skipped, reasons }: InService): Record<string, unknown> {
  const known = facts as { skipped?: string[]; diff?: { appKey: string }[] };
  return {
    ...facts,
    ...warningMembers([...warningsIn(facts), ...reasons]),
    skipped: [...(known.skipped ?? []), ...skipped],
    ...(known.diff && { diff: known.diff.filter(({ appKey }) => !skipped.includes(appKey)) }),
  };
}

/** What was found out before a phase: `changed` where the records are to be read again, `held` where the request waits. */
export type Rechecked = 'same' | 'changed' | 'held';

/**
 * Looks before each phase that goes on whether it still may: once whether a finish or an undo was overtaken while it waited, and each time
 * whether hosts went out of service.
 */
export async function recheck(deps: WorkerDeps, request: RequestRecord, right: RequestLease): Promise<Rechecked> {
  const { request: asked, phase } = request;
  if (request.phaseTrouble !== null || request.cancelledBy !== null) return 'same';
  const trouble = phase === null ? await overtaken(deps, request) : null;
  if (trouble === null) return await withoutOutages(deps, request, right);
  const how = { unlessHeld: requestKinds[asked.kind].held };
  const done = await unlessHeld(deps, request, () => deps.records.refuseLate(right, trouble, request.facts, how));
  return done ? 'changed' : 'held';
}

/**
 * Goes on without the apps of hosts that went out of service since, as if they had been out from the beginning; where no other is left the
 * request ends.
 */
async function withoutOutages(deps: WorkerDeps, request: RequestRecord, right: RequestLease): Promise<Rechecked> {
  const { request: asked, apps, exclusive } = request;
  if (!isAsked(request)) return 'same';
  const found = byService(asked.kind, await asOfNow(deps, apps.filter(isBefore)), deps.now());
  if (found.skipped.length === 0) return 'same';
  const gone = new Set(found.skipped);
  const others = apps.filter(({ app }) => !gone.has(app.appKey));
  // One that was not prepared since its host is away keeps the others from going on no more.
  if (!goesOn(following(request)) && !(others.length > 0 && goesOn(following(request, others)))) return 'same';
  const facts = factsWithout(request, found);
  const how = { unlessHeld: requestKinds[asked.kind].held };
  const done = await unlessHeld(deps, request, async () => {
    if (others.length === 0) {
      await deps.records.refuseLate(right, noneInService(found).report(), facts, how);
      return;
    }
    const { skipped, reasons } = found;
    await deps.submit(await deps.records.leaveOut(right, { apps: skipped, reasons, facts, exclusive }, how));
  });
  if (!done) return 'held';
  deps.announce(request.id);
  deps.log.info({ ...logFields(request), skipped: found.skipped }, 'left out: their hosts are out of service');
  return 'changed';
}
