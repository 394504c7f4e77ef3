import { statement, type Finding } from '#contract';
import type { GatewayDeps } from '../state/dependencies.js';
import { errorStatement, failed, well } from './finding.js';

async function look({ config, examineSource }: GatewayDeps, environment: string): Promise<Finding> {
  const name = `sources.${environment}`;
  const { host, port, database: called } = config.environments[environment]!.mysql;
  const database = statement('sources.database', { environment, host, port, database: called });
  try {
    const { table, missing } = await examineSource(environment);
    if (missing.length === 0) return well(name, statement('sources.readable', { database, table }));
    return failed(name, statement('sources.lacking', { table, database, columns: missing, environment }));
  } catch (thrown) {
    return failed(name, errorStatement(thrown, 'error.gatewayLog'));
  }
}

/** Checks each environment that programs may be taken from: its database is asked as a release with `senv` asks it. */
export async function examineSources(deps: GatewayDeps): Promise<Finding[]> {
  const { config } = deps;
  const names = config.environments[config.environment]!.sources;
  return await Promise.all(names.map((name) => look(deps, name)));
}
