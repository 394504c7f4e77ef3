import { asCodedError, CodedError, warningText, type ErrorReport, type Warning } from '#contract';
import type { DueHost, EndedLook } from '#records';
import { lastingAsksOf, sightingsFound, sightScript, unseenReasons, type App, type Sighting } from '#release';
import type { SshLogin } from '#ssh';
import { wrongNow } from '../health/askHealth.js';
import type { HostOfApp } from '../health/see.js';
import { toObservation, troubleOf } from '../remote/toObservation.js';
import { driftDue, driftSeconds, lookDrift } from './lookDrift.js';
import { healthExports } from '../secrets/lateValues.js';
import { maskDetails } from '../secrets/maskObservation.js';
import type { LookDeps } from './lookDeps.js';

/** A host that is to be looked at, and what the catalogue says of it. */
export interface HostToLookAt {
  due: DueHost;
  claim: string;
  apps: readonly App[];
  target: SshLogin;
}

/** Seconds the program on the host may take, and seconds on top of it until the look is anybody's again. */
const deadlineSeconds = 15;
const spareSeconds = 15;

/** Seconds for which a host is claimed: as long as getting in, looking and asking may take. */
export const claimSeconds = (connectTimeout: number): number => connectTimeout + deadlineSeconds + spareSeconds;

const mostOutput = 256 * 1024;
const longestReason = 300;

/** Seconds until a host that a request is at work on is tried again, where looks are further apart. */
const busyAgain = 10;
/** A host that nobody gets into is tried less and less often, down to one look of so many. */
const rarest = 5;

/** Seconds until a login that was refused twice is tried again: hosts lock accounts, and bar addresses, that fail too often. */
const refusedAgain = 3600;

function again(seconds: number, failures: number, { code }: Pick<ErrorReport, 'code'>): number {
  const usual = seconds * Math.min(2 ** failures, rarest);
  return (code === 'AUTHENTICATION' || code === 'LOGIN_CERTIFICATE') && failures > 0
    ? Math.max(usual, refusedAgain)
    : usual;
}

type Found = Pick<EndedLook, 'apps' | 'unseen' | 'trouble'>;

/** One program for all these apps. Those it told nothing of are left out: nobody knows any better than before. */
async function see(
  { ssh }: LookDeps,
  { due, apps, target }: HostToLookAt,
  signal: AbortSignal,
): Promise<{ found: (Sighting | null)[]; reasons: (Warning | null)[]; trouble: CodedError | null }> {
  try {
    const result = await ssh.run(target, {
      script: apps.length === 0 ? 'true' : sightScript(apps),
      deadlineMs: deadlineSeconds * 1000,
      signal,
      maxOutput: mostOutput,
    });
    const ended = toObservation({ ...result, stdout: '' }, 'a look', due.host, signal.reason);
    const found = sightingsFound(apps, result.stdout, stoppedOf(due));
    return { found, reasons: unseenReasons(apps, result.stdout), trouble: troubleOf(ended) };
  } catch (thrown) {
    signal.throwIfAborted();
    return { found: apps.map(() => null), reasons: [], trouble: asCodedError(thrown) };
  }
}

/** Apps of a host that somebody had stopped. */
const stoppedOf = ({ apps }: DueHost): Set<string> => new Set(apps.flatMap(({ app, stopped }) => (stopped ? app : [])));

/** The same, with the health of what runs. */
async function seeHealth(
  deps: LookDeps,
  app: App,
  sighting: Sighting,
  at: Omit<HostOfApp, 'ssh'>,
  signal: AbortSignal,
): Promise<Sighting> {
  const { config, ssh, secrets } = deps;
  const asks = lastingAsksOf(app, await healthExports(deps, app));
  if (asks.length === 0 || config.release.health === 0 || sighting.failing !== null) return sighting;
  const wrong = await wrongNow(asks, { ssh, ...at }, signal).catch((thrown: unknown) => {
    signal.throwIfAborted();
    // Not to get there is no answer: it is neither well nor failing by that.
    if (!(thrown instanceof CodedError)) throw thrown;
    return null;
  });
  return wrong === null
    ? sighting
    : {
        ...sighting,
        failing: typeof wrong === 'string' ? wrong.slice(0, longestReason) : maskDetails(wrong, secrets.masked),
      };
}

async function find(deps: LookDeps, asked: HostToLookAt, signal: AbortSignal): Promise<Found> {
  const { found, reasons, trouble } = await see(deps, asked, signal);
  const at = deps.now().getTime();
  const stopped = stoppedOf(asked.due);
  const sighted = asked.apps.flatMap((app, index) => (found[index] ? [{ app, sighting: found[index] }] : []));
  const unseen = asked.apps.flatMap(({ appKey }, index) => {
    const reason = reasons[index] ?? null;
    return reason === null ? [] : [{ app: appKey, reason }];
  });
  const apps = await Promise.all(
    sighted.map(async ({ app, sighting }) => {
      const { up, ...service } = sighting.service;
      const rests = stopped.has(app.appKey) && service.state === 'down';
      const where = { target: asked.target, host: asked.due.host };
      const seen = rests ? sighting : await seeHealth(deps, app, sighting, where, signal);
      return {
        app: app.appKey,
        ...seen,
        service: { ...service, since: up === null ? null : new Date(at - up * 1000) },
      };
    }),
  );
  return {
    apps,
    unseen,
    trouble: trouble && { code: trouble.code, message: trouble.message, details: trouble.details },
  };
}

/** Logs what is not as it was when this host was looked at before. */
function logChanges({ log }: LookDeps, { due }: HostToLookAt, { apps, trouble }: Found): void {
  const { host, failures } = due;
  if (trouble && failures === 0) log.info({ host, code: trouble.code }, `not seen: ${trouble.message}`);
  if (!trouble && failures > 0) log.info({ host, looks: failures }, 'seen again');
  const before = new Map(due.apps.map(({ app, failing }) => [app, failing]));
  for (const { app, failing } of apps) {
    const was = before.get(app) ?? null;
    if (failing !== null && was === null) log.warn({ app, host }, `the app is failing: ${warningText(failing)}`);
    if (failing === null && was !== null) log.info({ app, host }, 'the app is well again');
  }
}

/**
 * Looks at a host over one connection: where current links lead, what runs, what answers; now and then whether files were
 * changed. Apps that a request is at work on are left alone. Throws only when the signal is aborted.
 */
export async function lookAtHost(deps: LookDeps, asked: HostToLookAt, signal: AbortSignal): Promise<EndedLook> {
  const { due, claim, target } = asked;
  const { look, drift } = deps.config.fleet;
  const at = deps.now();
  const ended = { host: due.host, claim, at, drifts: [] as EndedLook['drifts'] };
  const begun = performance.now();
  const count = (outcome: 'seen' | 'away' | 'busy'): void => deps.looked(outcome, (performance.now() - begun) / 1000);
  const held = new Set(due.apps.flatMap((one) => (one.held ? [one.app] : [])));
  const busy = held.size > 0;
  const apps = asked.apps.filter(({ appKey }) => !held.has(appKey));
  const usual = busy ? Math.min(look, busyAgain) : look;
  if (busy && apps.length === 0) {
    count('busy');
    return { ...ended, again: usual, trouble: null, busy, visited: false, apps: [], unseen: [] };
  }
  const found = await find(deps, { ...asked, apps }, signal);
  logChanges(deps, asked, found);
  count(found.trouble ? 'away' : 'seen');
  // A comparison takes a while, and a release asks for its turn at any moment.
  const asksDrift = found.trouble || busy || deps.hasRequests() ? null : driftDue(due.apps, at, drift);
  const app = apps.find(({ appKey }) => appKey === asksDrift);
  if (app) {
    await deps.records.holdLook(due.host, claim, driftSeconds + spareSeconds);
    ended.drifts = [await lookDrift(deps, target, app, signal)];
  }
  const took = (performance.now() - begun) / 1000;
  const wait = found.trouble ? again(look, due.failures, found.trouble) : usual;
  return { ...ended, ...found, again: Math.max(look / 10, wait - took), busy, visited: true };
}
