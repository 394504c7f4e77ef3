import {
  type CheckAppFindings,
  type HolderFindings,
  type PreviewAppFindings,
  type RollbackAppFindings,
  type RunAppFindings,
  type ServiceAppFindings,
  type TakeoverAppFindings,
  type ErrorReport,
  warningMembers,
} from '#contract';
import type { Records, RequestHead } from '#records';
import {
  doctorFound,
  driftFound,
  mergeFacts,
  holderIn,
  logFilesFound,
  logRowsFound,
  logTextFound,
  otherHolder,
  removalFound,
  removeFound,
  type App,
  type Facts,
  type StepRecord,
} from '#release';
import { healthFound } from '../health/doctorHealth.js';
import { knownOfHost } from '../remote/knownOfHost.js';
import { healthExports } from '../secrets/lateValues.js';
import { secretsFound } from '../secrets/missingSecrets.js';
import type { WorkerDeps } from '../state/dependencies.js';
import { warningsOfApp } from './warnings.js';

const pidsIn = (text: string | undefined): number[] | null =>
  text === undefined
    ? null
    : text
        .split(' ')
        .flatMap((pid) => (/^[1-9]\d{0,8}$/.test(pid) ? Number(pid) : []))
        .slice(0, 16);

/** Seconds from one time of the host to another; null where one of them is missing. */
function secondsBetween(from: string | undefined, to: string | undefined): number | null {
  const ms = Number(to ?? Number.NaN) - Number(from ?? Number.NaN);
  return Number.isFinite(ms) && ms >= 0 ? ms / 1000 : null;
}

/** What a service action did, beside what the original knew of it. */
function serviceDeed(facts: Facts): Omit<ServiceAppFindings, 'before' | 'after' | 'status' | 'message'> {
  const { pids_before: first, pids_after: last, again, ended_by: signal } = facts;
  return {
    pids: { before: again === 'yes' ? null : pidsIn(first), after: pidsIn(last) },
    seconds: {
      stop: secondsBetween(facts.stopping, facts.stopped),
      start: secondsBetween(facts.reloading ?? facts.starting, facts.started),
    },
    endedBy: signal === 'TERM' || signal === 'KILL' ? signal : null,
  };
}

function service(app: App, verb: string, facts: Facts, trouble: ErrorReport | null): ServiceAppFindings {
  const before = Number(facts.before ?? 0);
  const after = facts.after === undefined ? null : Number(facts.after);
  const found = (status: 1 | 0 | -1, words: string): ServiceAppFindings => ({
    before,
    after,
    status,
    message: `(${app.appKey}) ${words}`,
    ...serviceDeed(facts),
  });
  // What was begun before it was interrupted was its own doing.
  const idle = facts.again !== 'yes';
  if (trouble) {
    const unstopped = verb === 'restart' && trouble.code === 'STOP_FAILED';
    return found(-1, unstopped ? ' process stop faild,skip start.' : `${verb} faild.`);
  }
  if (idle && verb === 'start' && before > 0) return found(0, 'process is started.');
  if (idle && verb === 'stop' && before === 0) return found(0, 'process is stoped.');
  return found(1, `${verb} success.`);
}

const check = (facts: Facts, heldBy: HolderFindings | undefined): CheckAppFindings => ({
  ...(heldBy ? { heldBy } : {}),
  processes: Number(facts.processes ?? 0),
  init: facts.init === '1',
  programDir: facts.program_dir === '1',
  configDir: facts.config_dir === '1',
  ...(facts.runs === 'no' ? { runs: false } : {}),
});

const preview = (app: App, facts: Facts): PreviewAppFindings => ({
  ...(warningsOfApp(app, facts).length > 0 ? warningMembers(warningsOfApp(app, facts)) : {}),
  processes: Number(facts.processes ?? 0),
  freeBytes: facts.free_bytes === undefined ? null : Number(facts.free_bytes),
});

const run = (facts: Facts): RunAppFindings => ({
  stdout: facts.stdout ?? '',
  stderr: facts.stderr ?? '',
  exitCode: facts.exit_code === undefined ? null : Number(facts.exit_code),
  seconds: secondsBetween('0', facts.took_ms),
});

async function rollback(records: Records, facts: Facts): Promise<RollbackAppFindings | null> {
  const { target_program: programDir, target_config: configDir, target_record: randomStr } = facts;
  if (!programDir || !randomStr) return null;
  const [row] = await records.deployRows([randomStr]);
  return {
    target: { programDir, configDir: configDir ?? '', randomStr },
    record: row
      ? {
          deloy_prodir_before: row.deloy_prodir_before,
          deloy_configdir_before: row.deloy_configdir_before,
          deloy_prodir_after: row.deloy_prodir_after,
          deloy_configdir_after: row.deloy_configdir_after,
          end_time: row.end_time,
          randomStr,
        }
      : null,
  };
}

/** Milliseconds the doctor asks for. */
const healthMs = 30_000;

/** The findings of an action on one app, for its answer; null when the phase adds none. */
export async function findings(
  deps: Pick<WorkerDeps, 'config' | 'installation' | 'records' | 'secrets' | 'ssh' | 'target'>,
  { request }: Pick<RequestHead, 'request'>,
  app: App,
  history: readonly StepRecord[],
  trouble: ErrorReport | null,
): Promise<Record<string, unknown> | null> {
  const facts = mergeFacts(history);
  const { self } = deps.installation;
  switch (request.kind) {
    case 'service':
      return service(app, request.operation, facts, trouble);
    case 'check':
      return facts.processes === undefined ? null : check(facts, otherHolder(facts, self));
    case 'plan':
      return preview(app, facts);
    case 'drift': {
      const heldBy = otherHolder(facts, self);
      return trouble ? null : { ...driftFound(facts), ...(heldBy ? { heldBy } : {}) };
    }
    case 'doctor': {
      if (trouble) return null;
      const login = deps.target(app);
      const hostKeys = login.hostKeys === 'known_hosts' ? 'known_hosts' : 'first-contact';
      const at = { ssh: deps.ssh, target: login, host: app.host };
      const asks = deps.config.release.health > 0;
      const health = asks
        ? await healthFound(app, at, AbortSignal.timeout(healthMs), await healthExports(deps, app))
        : [];
      const known = await knownOfHost(deps, login, hostKeys);
      return doctorFound(facts, app, known, [...secretsFound(deps.secrets, app), ...health]);
    }
    case 'run':
    case 'runOnHosts':
      return run(facts);
    case 'logFiles':
      return trouble ? null : logFilesFound(facts);
    case 'readLog':
      return trouble ? null : logTextFound(facts);
    case 'searchLogs':
      return trouble ? null : logRowsFound(facts);
    case 'takeover':
      return trouble ? null : ({ before: holderIn(facts) } satisfies TakeoverAppFindings);
    case 'removal':
      return trouble ? null : removalFound(facts);
    case 'remove':
      return removeFound(facts);
    case 'rollback':
      return await rollback(deps.records, facts);
    default:
      return null;
  }
}
