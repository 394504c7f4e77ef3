import { onWorker, statement, type Finding } from '#contract';
import type { GatewayDeps } from '../state/dependencies.js';
import { failed, few, notKnown, well } from './finding.js';

/** Checks that each worker that lives allows what hooks of the catalogue run there. */
export async function examineWorkerHooks({ inventory, submitter }: GatewayDeps): Promise<Finding[]> {
  const name = 'workers.hooks';
  try {
    const { beside, besideGroups } = await inventory.described();
    const commands = [...beside.values(), ...besideGroups.values()].flatMap(({ hooks }) => hooks?.commands ?? []);
    const called = commands.flatMap(({ run, on, command, onUndo = command }) =>
      run === 'once' && on === onWorker ? [command, onUndo] : [],
    );
    if (called.length === 0) return [];
    const wanted = [...new Set(called)].sort();
    const lacking = (await submitter.workers()).flatMap(({ id: worker, hooks }) => {
      const without = wanted.filter((one) => !hooks.includes(one));
      return without.length === 0 ? [] : [statement('workers.hooksOf', { worker, hooks: without })];
    });
    if (lacking.length === 0) return [well(name, statement('workers.hooksAllowed', { hooks: wanted }))];
    return [failed(name, statement('workers.hooksLacking', { workers: few(lacking) }))];
  } catch (thrown) {
    return [notKnown(name, thrown, 'unknown.mysql')];
  }
}
