import type { BacklogView, InstallationReport } from '#api';
import type { Finding } from '#contract';
import { examineBackup } from '../../system/backup.js';
import { examineCatalogue } from '../../system/catalogue.js';
import { examineDirectories } from '../../system/sharedDirectories.js';
import { examineMysql } from '../../system/mysql.js';
import { examineCertificates } from '../../system/certificates.js';
import { examineHold } from '../../system/hold.js';
import { examineInstallation } from '../../system/installation.js';
import { examinePrograms } from '../../system/programs.js';
import { examineRedis } from '../../system/redis.js';
import { examineSources } from '../../system/sources.js';
import { examineHostKeys, examineNames, examineStoreRoom } from '../../system/surroundings.js';
import { examineGit } from '../../system/git.js';
import { examineUnpacking } from '../../system/unpacking.js';
import { examineLooks } from '../../system/looks.js';
import { examineUnits } from '../../system/units.js';
import { examineWorkerHooks } from '../../system/workerHooks.js';
import { examineWorkers } from '../../system/workers.js';
import type { AuthenticatedCallHandler } from '../call/call.js';

/** GET /v1/backlog: the number of waiting and running requests, jobs and workers. */
export const getBacklog: AuthenticatedCallHandler<'getBacklog'> = async (_call, { views, submitter }) => {
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

/** The checks, in the order in which their findings are listed. */
const examined = [
  examineRedis,
  examineMysql,
  examineStoreRoom,
  examineDirectories,
  examineInstallation,
  examineHold,
  examineBackup,
  examineWorkers,
  examineWorkerHooks,
  examinePrograms,
  examineUnits,
  examineCertificates,
  examineLooks,
  examineGit,
  examineUnpacking,
  examineHostKeys,
  examineNames,
  examineCatalogue,
  examineSources,
];

/** GET /v1/doctor: checks the installation; a server that is away is a finding, too. */
export const getInstallationReport: AuthenticatedCallHandler<'getInstallationReport'> = async (_call, deps) => {
  const findings = (await Promise.all(examined.map((look) => look(deps)))).flat();
  const worst = Math.max(...findings.map(({ state }) => severity.indexOf(state)));
  const body: InstallationReport = { state: severity[worst]!, findings };
  return { status: 200, body };
};
