import { packagePrograms, statement, type Finding } from '#contract';
import type { GatewayDeps } from '../state/dependencies.js';
import { few, notKnown, warning, well } from './finding.js';

/** Checks that workers have the programs for the repositories that groups name; says nothing where none does. */
export async function examineGit({
  inventory,
  submitter,
}: Pick<GatewayDeps, 'inventory' | 'submitter'>): Promise<Finding[]> {
  const name = 'workers.git';
  try {
    const { sources } = await inventory.described();
    const own = [...sources].filter(([, { type }]) => type === 'git');
    if (own.length === 0) return [];
    const groups = few(own.map(([group]) => group));
    const bySsh = own.some(([, { repository }]) => repository?.startsWith('ssh:'));
    const found = (await submitter.workers()).flatMap(({ id, lacking = [] }) => {
      const programs = lacking.filter((program) => !(program in packagePrograms) && (program !== 'ssh' || bySsh));
      return programs.length === 0 ? [] : [statement('git.ofWorker', { worker: id, programs })];
    });
    if (found.length === 0) return [well(name, statement('git.there', { groups }))];
    return [warning(name, statement('git.lacking', { groups, workers: few(found) }))];
  } catch (thrown) {
    return [notKnown(name, thrown, 'unknown.other')];
  }
}
