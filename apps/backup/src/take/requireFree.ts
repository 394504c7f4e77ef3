import { storeInstallation } from '#bundle';
import { askOwnGateway, gatewayAddress, type Config } from '#config';
import { CodedError, statement } from '#contract';
import type { DatabaseLoad } from '#mysql';
import { createSubmitter } from '#queue';
import { spokenStatement } from '#config/terminal';

const patienceMs = 3000;

/** Whether a gateway answers where config.yml has it listen. */
async function gatewayAt({ gateway }: Config): Promise<string | null> {
  if (gateway.port === 0) return null;
  const url = gatewayAddress(gateway);
  return (await askOwnGateway(`${url}/healthz`, patienceMs)) === null ? null : url;
}

async function workersAlive({ redis, environment }: Config): Promise<string[]> {
  const submitter = await createSubmitter({ url: redis.url, environment });
  return await submitter
    .workers()
    .then((signs) => signs.map(({ id }) => id))
    .finally(() => submitter.close());
}

/**
 * Makes sure that nothing runs here, and, unless it is to be replaced, that nothing is here. Throws RESTORE_LIVING, RESTORE_OVER,
 * QUEUE_AWAY, MYSQL_AWAY.
 */
export async function requireFree(config: Config, load: DatabaseLoad, file: string, replace: boolean): Promise<void> {
  const url = await gatewayAt(config);
  if (url !== null)
    throw new CodedError('RESTORE_LIVING', { what: spokenStatement(statement('restore.gatewayAlive', { url })) });
  const workers = await workersAlive(config);
  if (workers.length > 0)
    throw new CodedError('RESTORE_LIVING', { what: spokenStatement(statement('restore.workersAlive', { workers })) });
  if (replace) return;
  await load.requireWhole();
  const tables = await load.filled();
  const { database } = config.environments[config.environment]!.mysql;
  const store = await storeInstallation(config.directories.store);
  const what = [
    ...(tables.length > 0 ? [statement('restore.holdsRows', { database, tables })] : []),
    ...(store
      ? [statement('restore.holdsStore', { dir: config.directories.store, who: `${store.name} (${store.id})` })]
      : []),
  ];
  if (what.length > 0) throw new CodedError('RESTORE_OVER', { what: what.map(spokenStatement).join('; '), file });
}
