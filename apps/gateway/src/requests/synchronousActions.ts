import { canBeNamed, type ParsedRequest, Trouble } from '#contract';
import type { House } from '../state/dependencies.js';
import { rowProblem } from './rowProblem.js';
import { letIn, submitAll } from './submitAll.js';

type Look = (parameters: Record<string, string>, house: House) => Promise<object>;

/**
 * list: the groups, then the enabled apps followed by their number, each as one text, as the original has it: names that can be
 * given as `k`. Names that cannot, and rows that cannot be released, stand beside where there are any.
 */
const list: Look = async (_parameters, { inventory }) => {
  const [{ groups, apps }, wrong] = await Promise.all([inventory.names(), inventory.problems()]);
  const problems = wrong.map(({ id, app, trouble }) => ({
    id: String(id),
    app_key: app,
    error: trouble.code,
    msg: rowProblem(trouble),
  }));
  const unnameable = [...new Set([...groups, ...apps])].filter((name) => !canBeNamed(name));
  const named = apps.filter(canBeNamed);
  return {
    data: [groups.filter(canBeNamed).join(' '), [...named, named.length].join(' ')],
    ...(unnameable.length > 0 && { unnameable }),
    ...(problems.length > 0 && { problems }),
  };
};

/** Deploy:Db:initdb: "1", and beyond the original how many leases were freed. */
const initdb: Look = async ({ force }, house) => {
  const { freed, granted } = await house.records.freeLeases(force === '1');
  await submitAll(house, letIn(granted));
  return { data: ['1'], freed };
};

/** The answer of every action that needs no worker. */
export const looks: Readonly<Record<string, Look>> = { list, 'Deploy:Db:initdb': initdb };

/** What an action that needs no worker finds or does. Throws INTERNAL for one that does. */
export async function look({ action, parameters }: ParsedRequest, house: House): Promise<object> {
  const found = looks[action.name];
  if (!found) throw new Trouble('INTERNAL', { reason: `nothing answers ${action.name}` });
  return await found(parameters, house);
}
