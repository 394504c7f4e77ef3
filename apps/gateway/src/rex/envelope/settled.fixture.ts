import { resolveConfig } from '#config';
import { CodedError, type AppResult, type Settlement, type ErrorReport } from '#contract';
import type { App } from '#release';
import { decode } from '#rex';
import type { DeployRow, RequestRecord } from '#records';
import type { Settled } from './settled.js';

export const config = resolveConfig({
  file: {
    environment: 'prod',
    environments: {
      prod: {
        mysql: { host: '127.0.0.1', database: 'x', user: 'x', password: 'x' },
        ssh: { password: 'x', host_keys: 'first-contact' },
      },
    },
    redis: { url: 'redis://127.0.0.1:1' },
  },
  env: {},
  folder: '/rexflow',
  readSecret: () => '',
});

/** The app `server<number>` of the group `server`. */
export function app(number: number): App {
  const appKey = `server${number}`;
  return {
    id: number,
    appKey,
    group: 'server',
    host: `127.0.0.1${number}`,
    layout: 'separate',
    programLink: `/data/h0${number}/www/html`,
    configLink: `/data/h0${number}/www/conf`,
    init: `/data/h0${number}/init/app`,
    processKey: `oracleapp-0${number}`,
    automated: true,
    restarts: true,
    listedConfig: null,
    backupBeside: false,
    deployBeside: false,
    checkdir: [],
    predir: '',
    programCommand: '',
    configCommand: '',
    health: [],
    row: { id: number, app_key: appKey, auto_deloy: '1', is_deloy_dir: '2', external_ip: '8.8.8.8' },
  };
}

export const trouble: ErrorReport = new CodedError('START_FAILED', { reason: 'no process' }).report({
  host: '127.0.0.11',
  step: 'activate',
  tried: { times: 1, seconds: 3 },
});

interface Story {
  action: string;
  parameters: Record<string, string>;
  /** The result of each app; its number is its place. */
  apps: Partial<AppResult>[];
  settlement?: Partial<Settlement>;
  rows?: DeployRow[];
}

const [acceptedAt, settledAt] = [new Date(2018, 5, 24, 16, 9, 2), new Date(2018, 5, 24, 16, 10, 44)];

/** A finished request as the records would give it. */
export function settled({ action, parameters, apps, settlement = {}, rows = [] }: Story): Settled {
  const results: AppResult[] = apps.map((result, index) => ({
    appKey: `server${index + 1}`,
    outcome: 'done',
    standing: null,
    step: null,
    trouble: null,
    facts: {},
    ...result,
  }));
  const whole: Settlement = { outcome: 'done', trouble: null, apps: results, facts: {}, ...settlement };
  const request: RequestRecord = {
    id: '3b0c2f6e-2b5d-4a53-9b58-1f1f9d4a0001',
    request: decode(action, parameters),
    wire: { action, parameters },
    caller: 'admin',
    state: 'settled',
    phase: 'settle',
    phaseEnded: true,
    batch: 0,
    rollout: { policy: 'stop', maxFailures: 0, batchSize: 1000, confirm: 0 },
    retryOf: null,
    finishes: false,
    waiting: null,
    phaseTrouble: null,
    exclusive: true,
    recorded: rows.length > 0,
    stamp: '20180624_160902',
    acceptedAt,
    phaseAt: settledAt,
    settledAt,
    cancelledBy: null,
    paused: null,
    directories: {},
    bundleDigest: null,
    facts: whole.facts,
    settlement: whole,
    apps: results.map(({ standing, step, trouble: report, facts }, index) => ({
      app: app(index + 1),
      randomStr: rows[index]?.randomStr ?? `179541295914000000${index}`,
      batch: 0,
      phase: 'settle',
      vote: 'done',
      waiting: null,
      provenance: {},
      step,
      standing,
      trouble: report,
      facts,
    })),
  };
  return { request, settlement: whole, settledAt, rows, config };
}
