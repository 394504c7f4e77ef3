import { asCodedError, type Finding } from '#contract';
import type { GatewayDeps } from '../state/dependencies.js';
import { failed, well } from './finding.js';

async function look({ config, examineSource }: GatewayDeps, environment: string): Promise<Finding> {
  const name = `sources.${environment}`;
  const { host, port, database } = config.environments[environment]!.mysql;
  const where = `the database of ${environment} (MySQL ${host}:${port}, ${database})`;
  try {
    const { table, missing } = await examineSource(environment);
    if (missing.length === 0) return well(name, `${where} answers, and ${table} can be read`);
    const advice = `Name the table of the catalogue under environments.${environment}.tables, or add the columns.`;
    return failed(name, `${table} in ${where} lacks ${missing.join(', ')}`, advice);
  } catch (thrown) {
    const trouble = asCodedError(thrown);
    return failed(name, trouble.message, trouble.advice ?? 'See the log of the gateway.');
  }
}

/** Checks each environment that programs may be taken from: its database is asked as a release with `senv` asks it. */
export async function examineSources(deps: GatewayDeps): Promise<Finding[]> {
  const { config } = deps;
  const names = config.environments[config.environment]!.sources;
  return await Promise.all(names.map((name) => look(deps, name)));
}
