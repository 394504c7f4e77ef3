import type { ReleaseView } from '#api';
import { behindGroup, finishBrings, ProblemError, type Client } from '#api/client';
import { quote } from '#shell';
import { enumerated, sentence } from '../language/sentence.js';

/** Apps that run something else than most of their group. */
export interface BehindCommand {
  group: string;
  apps: string[];
  /** What most of the others run; null where as many run another release. */
  release: string | null;
  /** What the others run, and on how many of them. */
  shares: string[];
  /** Brings them to it; null where no command is known that does. */
  command: string | null;
}

/** The command that releases to apps what a release took; null where that was not named by it. */
function commandOf(view: ReleaseView, apps: readonly string[]): string | null {
  const { request } = view;
  if (request.kind !== 'release') return null;
  const { source } = request;
  const to = `rexflow release ${apps.map(quote).join(' ')}`;
  const full = 'apply' in source ? ` --full ${source.apply === 'merge' ? 1 : 2}` : '';
  switch (source.kind) {
    case 'url':
      return `${to} --url ${quote(source.url)}${full}`;
    case 'upload':
      return `${to} --bundle ${source.bundle}${full}`;
    case 'git': {
      const commit = view.apps.find(({ provenance }) => provenance.commit !== null)?.provenance.commit;
      return commit ? `${to} --ref ${quote(commit)}` : null;
    }
    case 'environment':
      return `${to} --senv ${quote(source.name)}`;
    case 'updateDirectory':
      return `${to}   # ${sentence('behind.updateDirectory')}`;
  }
}

async function commandFor(client: Client, release: string, apps: readonly string[]): Promise<string | null> {
  try {
    const view = await client.call('getRelease', { path: { id: release } });
    return finishBrings(view, apps) ? `rexflow finish ${view.short}` : commandOf(view, apps);
  } catch (thrown) {
    // It may be of another rexflow, or forgotten by now.
    if (thrown instanceof ProblemError) return null;
    throw thrown;
  }
}

/** The apps of these that run something else than most of the others of their groups, with what brings them to it. */
export async function behindWithCommands(client: Client, keys: readonly string[]): Promise<BehindCommand[]> {
  const found = await behindGroup(client, keys);
  return await Promise.all(
    found.map(async ({ group, apps, others, tie }) => {
      const release = tie ? null : others[0]!.release;
      const shares = others.map(({ release: id, stamp, n }) => sentence('behind.share', { release: id ?? stamp, n }));
      return {
        group,
        apps,
        release,
        shares,
        command: release === null ? null : await commandFor(client, release, apps),
      };
    }),
  );
}

/** What is said of apps that are behind their group. */
export function behindLines({ group, apps, release, shares, command }: BehindCommand): string[] {
  const names = enumerated(apps);
  if (release === null) return [sentence('behind.tie', { names, group, shares: enumerated(shares) })];
  const head = sentence('behind.most', { names, group, shares: enumerated(shares) });
  if (command === null) return [sentence('behind.noCommand', { head, apps: apps.join(','), release })];
  return [sentence('behind.next', { head }), `  ${command}`];
}
