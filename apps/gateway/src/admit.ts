import { type ParsedRequest, Trouble } from '#contract';
import type { App } from '#release';
import type { House } from './house.js';

/**
 * The apps a request is for, once the rules that need the catalogue and config.yml are kept. Throws SOURCE_UNKNOWN,
 * SOURCE_NOT_ALLOWED, APP_UNKNOWN, SEVERAL_GROUPS, NOT_AUTOMATED.
 */
export async function admit({ action, parameters }: ParsedRequest, house: House): Promise<App[]> {
  const { k, senv } = parameters;
  if (senv !== undefined) allowSource(senv, house);
  const apps = await house.inventory.resolve(k!);
  const groups = [...new Set(apps.map((app) => app.group))];
  if (action.oneGroup?.(parameters) && groups.length > 1) {
    throw new Trouble('SEVERAL_GROUPS', { k: k!, groups });
  }
  const manual = apps.filter((app) => !app.automated).map((app) => app.appKey);
  if (action.changes && manual.length > 0) throw new Trouble('NOT_AUTOMATED', { apps: manual });
  return apps;
}

function allowSource(senv: string, { config }: House): void {
  if (!Object.hasOwn(config.environments, senv)) {
    throw new Trouble('SOURCE_UNKNOWN', { senv, known: Object.keys(config.environments) });
  }
  const allowed = config.environments[config.environment]!.sources;
  if (!allowed.includes(senv)) {
    throw new Trouble('SOURCE_NOT_ALLOWED', { senv, environment: config.environment, allowed });
  }
}
