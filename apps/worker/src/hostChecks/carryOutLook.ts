import { asCodedError, CodedError, type ErrorReport } from '#contract';
import type { HostLook, LookFindings, LookKind } from '#records';
import type { SshLogin } from '#ssh';
import { lookAgain } from '../look/lookAgain.js';
import { loginFor } from '../remote/loginFor.js';
import { withoutFirstContact } from '../remote/withoutFirstContact.js';
import type { WorkerDeps } from '../state/dependencies.js';
import { examineHost } from './examineHost.js';
import { examineLayouts } from './examineLayouts.js';
import { scanKeys } from './scanKeys.js';

/** Seconds for which whoever asked waits: what comes later is for nobody. */
const awaitedSeconds = 60;

/** The most characters of a message that names what a host said. */
const mostWords = 600;

/** Trouble on the way to a host, to be stored. */
function reportOf(thrown: unknown): ErrorReport {
  const report = asCodedError(thrown).report();
  return { ...report, message: report.message.slice(0, mostWords) };
}

/** A log is followed by others, see followLog. */
type CheckKind = Exclude<LookKind, 'tail'>;

const looks: {
  [Kind in CheckKind]: (
    deps: WorkerDeps,
    look: HostLook,
    login: SshLogin,
    ending: AbortSignal,
  ) => Promise<LookFindings[Kind]>;
} = {
  keys: async (deps, _look, login) =>
    await scanKeys(deps, login).catch((thrown: unknown) => ({
      ...{ shown: [], inFile: [], revoked: [] },
      trouble: reportOf(thrown),
    })),
  check: async (deps, { target }, login, ending) =>
    await examineHost(deps, target, login, ending).catch((thrown: unknown) => ({
      ...{ user: null, findings: [], apps: [] },
      trouble: reportOf(thrown),
    })),
  layout: async (deps, { target }, login, ending) =>
    await examineLayouts(deps, target, login, ending).catch((thrown: unknown) => ({
      places: [],
      trouble: reportOf(thrown),
    })),
};

/** Looks at a host as somebody asked for, and stores what was found. Changes nothing on the host. */
export async function carryOutLook(deps: WorkerDeps, lookId: string, ending: AbortSignal): Promise<void> {
  const look = await deps.hostLooks.find(lookId);
  if (look === null || look.endedAt !== null || look.kind === 'tail') return;
  if (deps.now().getTime() - look.askedAt.getTime() > awaitedSeconds * 1000) return;
  const { host, login } = look.target;
  const environment = deps.config.environments[deps.config.environment]!;
  const found = await looks[look.kind as CheckKind](
    deps,
    look,
    withoutFirstContact(loginFor(environment, host, login)),
    ending,
  );
  // Another worker does it again when this one ends in between.
  if (ending.aborted) throw new CodedError('SHUTTING_DOWN');
  await deps.hostLooks.end(look, found);
  if (look.kind === 'check' && found.trouble === null) await lookAgain(deps, [host], { away: true });
  deps.announce(lookId);
  deps.log.info({ host, look: look.kind, code: found.trouble?.code }, 'looked at a host');
}
