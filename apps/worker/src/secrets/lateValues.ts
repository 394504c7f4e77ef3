import { releaseStampIn } from '#contract';
import type { Config } from '#config';
import type { Records, RequestHead, TargetRecord } from '#records';
import { namesRelease, serviceExports, type App, type Facts, type LateValues, type StepContext } from '#release';
import { missingOf } from './missingSecrets.js';
import type { SecretStore } from './secretStore.js';

/** What they are found by. */
export interface LateDeps {
  config: Pick<Config, 'environment'>;
  secrets: SecretStore;
  records: Pick<Records, 'live'>;
}

const valuesOf = (
  { config, secrets }: Pick<LateDeps, 'config' | 'secrets'>,
  of: Pick<LateValues, 'release' | 'provenance'>,
): LateValues => ({ environment: config.environment, secretOf: secrets.secretOf, ...of });

/** What stands behind names and braces of the settings of an app for what runs on its host; the records are asked where it matters. */
export async function lateValuesLive(deps: LateDeps, app: App): Promise<LateValues> {
  const live = namesRelease(app) ? (await deps.records.live([app.appKey])).get(app.appKey) : undefined;
  return valuesOf(deps, { release: releaseStampIn(live?.program ?? '') ?? '', provenance: live?.provenance ?? {} });
}

/** Lines that export the variables of an app for what looks whether it is well; none where it has no use for them, or a secret is missing. */
export async function healthExports(deps: LateDeps, app: App): Promise<string> {
  if (!app.variables || !app.health.some(({ type }) => type === 'command')) return '';
  if (missingOf(deps.secrets, app).length > 0) return '';
  return serviceExports({ app, late: await lateValuesLive(deps, app) });
}

/** What stands behind them in a phase of a request: a release or rollback brings a release of its own, and may put back what ran before. */
export async function lateValuesIn(
  deps: LateDeps,
  {
    request,
    record,
  }: { request: Pick<RequestHead, 'request' | 'stamp'>; record: Pick<TargetRecord, 'app' | 'provenance'> },
  facts: Facts,
): Promise<Pick<StepContext, 'late' | 'lateBack'>> {
  const { kind } = request.request;
  const live = await lateValuesLive(deps, record.app);
  if (kind !== 'release' && kind !== 'rollback') return { late: live };
  const release = kind === 'release' ? request.stamp : (releaseStampIn(facts.target_program ?? '') ?? '');
  return { late: valuesOf(deps, { release, provenance: record.provenance }), lateBack: live };
}
