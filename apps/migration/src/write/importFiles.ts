import { stringify } from 'yaml';
import type { Statement } from '#contract';
import { buildConfig, rootOf, type BuiltConfig } from './buildConfig.js';
import { buildFleet } from './buildFleet.js';
import type { WrittenFile } from './writeFiles.js';
import { readFastnotes, type Fastnotes } from '../original/readFastnotes.js';
import { readGroups } from '../original/readGroups.js';
import { readOriginal } from '../original/readOriginal.js';
import { readText } from '../original/readText.js';
import type { ImportOptions } from '../terminal/options.js';
import { actionsOfOriginal } from '#rex';
import { statement } from '#contract';

/** What an import writes, and what it says of it. */
export interface Imported extends Pick<BuiltConfig, 'keys' | 'fastnotes'> {
  /** config.yml is the last of them. */
  files: WrittenFile[];
  notes: Statement[];
}

const head = `# Made from the config.yml of RexDeployV3 by rexflow import. What each key means, and which others there are, stands in the
# manual and in the config.yml that rexflow ships. Secrets lie in secrets/, readable by their owner alone.
`;

const noKeys = `# The keys of the hosts: RexDeployV3 never looked at them. Compare each with what the host itself says, then add it here
# (ssh-keyscan -p PORT HOST), or approve it with rexflow host key HOST --approve SHA256:…
`;

const foreignActions = ({ allowed }: Fastnotes): Statement[] => {
  const known = new Set<string>(actionsOfOriginal().map(({ name }) => name));
  const names = [...new Set(allowed)].filter((name) => !known.has(name));
  return names.length > 0 ? [statement('moving.foreignActions', { names })] : [];
};

/** Reads the files of RexDeployV3 and makes ours of them. Throws IMPORT_REFUSED; writes nothing. */
export function importFiles(options: ImportOptions): Imported {
  const { config, groups, fastnotes, encoding, redis, root = rootOf(config) } = options;
  const original = readOriginal(readText(config, encoding), config);
  const noted = fastnotes === undefined ? null : readFastnotes(readText(fastnotes, encoding), fastnotes);
  const hosts = groups === undefined ? null : readGroups(readText(groups, encoding));
  const built = buildConfig(original, config, { root, redis, fastnotes: noted });
  const sudo = original.sections.get(original.current)!.get('global_sudo')?.trim() === 'on';
  const fleet = hosts && buildFleet(hosts.groups, sudo);
  return {
    files: [
      ...[...built.files].map(([path, value]) => ({ path, text: `${value}\n`, secret: true })),
      { path: 'known_hosts', text: noKeys, secret: false },
      ...(fleet === null ? [] : [{ path: 'fleet.yml', text: fleet, secret: false }]),
      { path: 'config.yml', text: head + stringify(built.document, { lineWidth: 120 }), secret: false },
    ],
    keys: built.keys,
    fastnotes: built.fastnotes,
    notes: [...built.notes, ...(hosts?.problems ?? []), ...(noted ? foreignActions(noted) : [])],
  };
}
