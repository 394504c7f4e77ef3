import { debianPackage, packagePrograms, statement, type Finding } from '#contract';
import type { GatewayDeps } from '../state/dependencies.js';
import { few, notKnown, warning, well } from './finding.js';

/** The programs of packages, by the end of an address that has one. */
const endings: readonly (readonly [RegExp, program: string])[] = [
  [/\.(tar\.xz|txz)$/i, 'xz'],
  [/\.(tar\.bz2|tbz2?)$/i, 'bzip2'],
  [/\.(tar\.zst|tzst)$/i, 'zstd'],
  [/\.7z$/i, 'bsdtar'],
];

const programOf = (address: string): string | null =>
  endings.find(([ending]) => ending.test(address.replace(/[?#].*$/, '')))?.[1] ?? null;

/** Tells which packages workers cannot unpack, for want of a program; it is a fault where the source of a group is one. */
export async function examineUnpacking({
  inventory,
  submitter,
}: Pick<GatewayDeps, 'inventory' | 'submitter'>): Promise<Finding[]> {
  const name = 'workers.unpack';
  try {
    const found = (await submitter.workers()).flatMap(({ id, lacking = [] }) => {
      const programs = lacking.filter((program) => program in packagePrograms);
      return programs.length === 0 ? [] : [{ id, programs }];
    });
    if (found.length === 0) return [well(name, statement('unpack.there'))];
    const lacking = [...new Set(found.flatMap(({ programs }) => programs))];
    const packages = lacking.map((program) => debianPackage(program)).join(' ');
    const workers = few(found.map(({ id, programs }) => statement('git.ofWorker', { worker: id, programs })));
    const { sources } = await inventory.described();
    const groups = [...sources].flatMap(([group, { url }]) => {
      const program = programOf(url ?? '');
      return program !== null && lacking.includes(program) ? [group] : [];
    });
    if (groups.length === 0) return [well(name, statement('unpack.without', { workers, packages }))];
    return [warning(name, statement('unpack.lacking', { groups: few(groups), workers, packages }))];
  } catch (thrown) {
    return [notKnown(name, thrown, 'unknown.other')];
  }
}
