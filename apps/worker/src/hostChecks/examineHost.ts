import { lateValuesLive } from '../secrets/lateValues.js';
import { randomUUID } from 'node:crypto';
import {
  CodedError,
  errorInside,
  finding,
  statement,
  type Finding,
  type HostCheckFindings,
  type Statement,
} from '#contract';
import type { LookTarget } from '#records';
import {
  appFound,
  doctorStep,
  hostCheckScript,
  hostFound,
  hostPaths,
  type App,
  type Facts,
  type StepContext,
} from '#release';
import type { SshLogin } from '#ssh';
import { knownOfHost } from '../remote/knownOfHost.js';
import { toObservation, troubleOf } from '../remote/toObservation.js';
import type { WorkerDeps } from '../state/dependencies.js';

/** Milliseconds one look may take on a host. */
const lookMs = 10_000;
/** Milliseconds until no further app is looked at: whoever asked waits. */
export const enoughMs = 30_000;
const mostOutput = 256 * 1024;

/** A host that is looked at for somebody who waits. */
export interface CheckedHost {
  deps: WorkerDeps;
  host: string;
  login: SshLogin;
  ending: AbortSignal;
}

/** The facts a script tells, with the time at which the host told its own. Throws CodedError. */
export async function factsOf({ deps, host, login, ending }: CheckedHost, script: string): Promise<Facts> {
  let heard: number | null = null;
  const result = await deps.ssh.run(login, {
    script,
    deadlineMs: lookMs,
    signal: ending,
    maxOutput: mostOutput,
    onLine: (line) => {
      if (line.startsWith('clock=')) heard = deps.now().getTime();
    },
  });
  const seen = toObservation(result, 'the check', host, ending.reason);
  const trouble = troubleOf(seen);
  if (trouble) throw trouble;
  return { ...seen.facts, ...(heard === null ? {} : { clock_heard: String(heard) }) };
}

/** All that the look at an app may know: nothing is released, and no directory has a name yet. */
async function contextOf({ deps }: CheckedHost, app: App): Promise<StepContext> {
  const { baseappDir } = deps.config.release;
  const newest = (await deps.historyOf(app).recent()).at(-1);
  return {
    app,
    installation: deps.installation.self,
    requestId: '',
    stamp: '',
    request: { kind: 'doctor', targets: { names: [app.appKey] } },
    fence: 0,
    unique: randomUUID(),
    paths: hostPaths(app, '', baseappDir),
    settings: deps.config.release,
    facts: {},
    payload: null,
    target: null,
    known: newest?.programAfter ? { program: newest.programAfter, config: newest.configAfter } : null,
    expired: [],
    together: [app],
    late: await lateValuesLive(deps, app),
    confirm: 0,
  };
}

const unseen = (why: Statement): Finding => finding('app.seen', 'failed', why);

function unseenFor(app: string, trouble: CodedError): Finding {
  const error = errorInside(trouble);
  return unseen(
    trouble.advice === null
      ? statement('app.unseenProblem', { app, error })
      : statement('app.unseen', { app, error, advice: errorInside(trouble, 'advice') }),
  );
}

async function checkApp(looking: CheckedHost, key: string): Promise<Finding[]> {
  const { deps, login } = looking;
  try {
    const [app] = await deps.inventory.keyed([key]);
    if (app === undefined) throw new CodedError('APP_UNKNOWN', { names: [key] });
    const instruction = doctorStep.instruct(await contextOf(looking, app));
    if (instruction.do !== 'script') throw new TypeError('doctor is no script');
    const facts = await factsOf(looking, instruction.script);
    return appFound(facts, app, await knownOfHost(deps, login));
  } catch (thrown) {
    if (!(thrown instanceof CodedError)) throw thrown;
    return [unseenFor(key, thrown)];
  }
}

/** Logs in to a host and tells what it has of what releases need, and each app on it. Throws CodedError where nobody gets in. */
export async function examineHost(
  deps: WorkerDeps,
  { host, apps }: LookTarget,
  login: SshLogin,
  ending: AbortSignal,
): Promise<HostCheckFindings> {
  const looking: CheckedHost = { deps, host, login, ending };
  const began = performance.now();
  const facts = await factsOf(looking, hostCheckScript(deps.config.release.baseappDir));
  const findings = hostFound(facts, await knownOfHost(deps, login));
  const found: HostCheckFindings['apps'] = [];
  for (const app of apps) {
    const late = performance.now() - began > enoughMs;
    found.push({
      app,
      findings: late ? [unseen(statement('app.unseenLate', { app }))] : await checkApp(looking, app),
    });
  }
  return { user: facts.user ?? null, findings, apps: found, trouble: null };
}
