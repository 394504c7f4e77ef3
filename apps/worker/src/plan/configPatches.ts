import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { App } from '#release';
import { hostPaths } from '#release';
import { fetchTree } from '../remote/fetchTree.js';
import type { AppComparison } from '../current/compare.js';
import { logFields } from '../telemetry/logFields.js';
import type { OnceInput } from '../state/onceJob.js';
import { textBelow } from './textBelow.js';
import { textPatch } from './textPatch.js';

export interface FilePatch {
  path: string;
  patch: string;
}

const mostFiles = 30;
const tooDifferent = '... the texts have too little in common to be shown line by line\n';

/** Paths of an app's configuration that differ, below `config_dir`: those that are live, and all. */
function differing(app: App, { program, config }: AppComparison): { live: string[]; all: string[] } {
  const inside = hostPaths(app, '', '').configInside;
  const { paths } = inside === null ? config : program;
  const below = (all: string[]): string[] =>
    inside === null
      ? all
      : all.filter((path) => path.startsWith(`${inside}/`)).map((path) => path.slice(inside.length + 1));
  const live = [...below(paths.changed), ...below(paths.deleted)].slice(0, mostFiles);
  return { live, all: [...live, ...below(paths.added)].slice(0, mostFiles) };
}

async function patchesOf(input: OnceInput, bundleId: string, app: App, compared: AppComparison): Promise<FilePatch[]> {
  const { deps, signal } = input;
  const { live, all } = differing(app, compared);
  if (all.length === 0) return [];
  const before = join(deps.store.place(bundleId), 'live', String(app.id));
  if (live.length > 0) await fetchTree(deps, { app, from: app.configLink, into: before, only: live, signal });
  const after = deps.store.configDir(bundleId, app.appKey);
  const patches: FilePatch[] = [];
  for (const path of all) {
    const [old, next] = await Promise.all([textBelow(before, path), textBelow(after, path)]);
    if (old === null || next === null) continue;
    const patch = textPatch(path, old, next, { before: 'live', after: 'planned' });
    patches.push({ path, patch: patch ?? tooDifferent });
  }
  await rm(before, { recursive: true, force: true });
  return patches;
}

/** Patches of each app's configuration by app_key, as far as it is text; a host that cannot be asked has none. */
export async function configPatches(
  input: OnceInput,
  bundleId: string,
  compared: readonly AppComparison[],
): Promise<Map<string, FilePatch[]>> {
  const { deps, request } = input;
  const found = new Map<string, FilePatch[]>();
  await Promise.all(
    request.apps.map(async ({ app }) => {
      const one = compared.find(({ appKey }) => appKey === app.appKey)!;
      try {
        found.set(app.appKey, await patchesOf(input, bundleId, app, one));
      } catch (thrown) {
        deps.log.info({ ...logFields(request, app), err: thrown }, 'the live configuration could not be read');
      }
    }),
  );
  return found;
}
