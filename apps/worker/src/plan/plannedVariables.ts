import { createHash } from 'node:crypto';
import { shownValue, statement, type PlannedAppFindings, type Warning } from '#contract';
import type { Records } from '#records';
import type { App, Variables } from '#release';
import { missingOf } from '../secrets/missingSecrets.js';
import type { SecretStore } from '../secrets/secretStore.js';

/** The most of a value that a plan shows. */
const mostValue = 200;

/** Variables of the releases that are live, by app; those of whom nothing is known are left out. */
export type VariablesBefore = ReadonlyMap<string, Variables>;

/** The variables that the live releases of apps were made with; nobody is asked where no app has any. */
export async function variablesBefore(
  records: Pick<Records, 'live' | 'request'>,
  apps: readonly App[],
): Promise<VariablesBefore> {
  const keys = apps.filter(({ variables }) => variables !== undefined).map(({ appKey }) => appKey);
  if (keys.length === 0) return new Map();
  const live = await records.live(keys);
  const known = new Map<string, ReadonlyMap<string, Variables>>();
  for (const id of new Set([...live.values()].map(({ requestId }) => requestId))) {
    const request = await records.request(id);
    known.set(id, new Map(request?.apps.map(({ app }) => [app.appKey, app.variables ?? {}])));
  }
  return new Map(
    keys.flatMap((key): [string, Variables][] => {
      const before = known.get(live.get(key)?.requestId ?? '')?.get(key);
      return before === undefined ? [] : [[key, before]];
    }),
  );
}

const spelled = (value: Variables[string] | undefined): string => JSON.stringify(value ?? null);

/** What variables a release would give the service and the hooks of an app; nothing where that is nothing. */
export function plannedVariables(
  { variables, appKey }: Pick<App, 'variables' | 'appKey'>,
  before: VariablesBefore,
): Pick<PlannedAppFindings, 'variables'> {
  if (variables === undefined || Object.keys(variables).length === 0) return {};
  const earlier = before.get(appKey);
  return {
    variables: Object.entries(variables).map(([name, value]) => ({
      name,
      value: shownValue(value).slice(0, mostValue),
      changed: earlier === undefined ? null : spelled(earlier[name]) !== spelled(value),
      identity: createHash('sha256').update(spelled(value)).digest('hex'),
    })),
  };
}

/** What is said of secrets that are named and not there: a release of these apps would be refused. */
export function secretWarnings(secrets: Pick<SecretStore, 'knows'>, apps: readonly App[]): Warning[] {
  const missing = apps.flatMap((app) => missingOf(secrets, app));
  return [...new Map(missing.map((one) => [JSON.stringify(one), one])).values()].map((one) =>
    statement('secret.missing', one),
  );
}
