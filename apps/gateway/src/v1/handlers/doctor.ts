import type { BacklogView, Finding, HouseFindings } from '#contract';
import { catalogue } from '../../system/catalogue.js';
import { directories } from '../../system/sharedDirectories.js';
import { mysql } from '../../system/mysql.js';
import { installation } from '../../system/installation.js';
import { redis } from '../../system/redis.js';
import { sources } from '../../system/sources.js';
import { hostKeys, names, store } from '../../system/surroundings.js';
import { workers } from '../../system/workers.js';
import type { KnownCallHandler } from '../call/call.js';

/** GET /v1/backlog */
export const getBacklog: KnownCallHandler = async (_call, { views, submitter }) => {
  const [states, jobs, alive] = await Promise.all([views.backlog(), submitter.counts(), submitter.workers()]);
  const of = (state: string) => states.find((one) => one.state === state);
  const body: BacklogView = {
    queued: of('queued')?.count ?? 0,
    waiting: of('accepted')?.count ?? 0,
    running: of('running')?.count ?? 0,
    oldestSeconds: of('accepted')?.oldestSeconds ?? null,
    jobs,
    workers: alive.length,
  };
  return { status: 200, body };
};

const severity = ['ok', 'warning', 'failed'] as const satisfies readonly Finding['state'][];

/** In the order in which they are told. */
const examined = [redis, mysql, store, directories, installation, workers, hostKeys, names, catalogue, sources];

/** GET /v1/doctor: what is away is a finding, too. */
export const examineHouse: KnownCallHandler = async (_call, house) => {
  const findings = (await Promise.all(examined.map((look) => look(house)))).flat();
  const worst = Math.max(...findings.map(({ state }) => severity.indexOf(state)));
  const body: HouseFindings = { state: severity[worst]!, findings };
  return { status: 200, body };
};
