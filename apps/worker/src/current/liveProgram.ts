import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { copyTree, type Manifest } from '#bundle';
import { hostPaths, liveIntactScript, type App } from '#release';
import { facts } from '#shell';
import { logFields } from '../telemetry/logFields.js';
import { listOf } from '../state/payloads.js';
import { fetchTree } from '../remote/fetchTree.js';
import { programOf } from './compare.js';
import type { OnceInput } from '../state/onceJob.js';

/** A bundle that equals, to the last entry, the program that runs on a host. */
export interface LiveBundle {
  bundle: string;
  /** Manifest of the program directory there. */
  manifest: Manifest;
}

async function look({ deps, signal }: OnceInput, app: App): Promise<LiveBundle | null> {
  const result = await deps.ssh.run(deps.target(app), {
    script: liveIntactScript(app, deps.config.release.baseappDir),
    deadlineMs: deps.config.release.command * 1000,
    signal,
  });
  const found = facts(result.stdout);
  if (result.exitCode !== 0 || !found.program_live || found.sealed_sum === undefined) return null;
  const bundle = await deps.historyOf(app).bundleOf(found.program_live);
  const sealed = bundle ? await deps.store.open(bundle) : null;
  if (!bundle || !sealed?.groups[app.group] || !sealed.configs[app.appKey]) return null;
  const manifest = programOf(app, sealed);
  const same = listOf(manifest).sum === found.sealed_sum && String(manifest.entries.length) === found.untouched_entries;
  return same ? { bundle, manifest } : null;
}

/** Asks a host whether its program is an unchanged release, and looks for its bundle in the store; null when in doubt. */
export async function liveBundle(input: OnceInput, app: App): Promise<LiveBundle | null> {
  try {
    return await look(input, app);
  } catch (thrown) {
    input.deps.log.info({ ...logFields(input.request, app), err: thrown }, 'the host could not tell what is live');
    return null;
  }
}

async function copyBundle(
  { deps, signal }: OnceInput,
  app: App,
  { bundle }: LiveBundle,
  into: string,
  share: boolean,
): Promise<boolean> {
  const { store } = deps;
  await copyTree({ from: store.programDir(bundle, app.group), into, share, signal });
  const inside = hostPaths(app, '', '').configInside;
  if (inside !== null) {
    await copyTree({ from: store.configDir(bundle, app.appKey), into: join(into, inside), share, signal });
  }
  // The seal of a bundle is removed first: as long as it is there, all files were there.
  return (await store.open(bundle)) !== null;
}

/**
 * Copies the program that runs on an app's host into a directory, which holds nothing else then: from the store when `held`
 * is that program, else from the host. `share` lets its files share their bytes with the store; nothing may write into them
 * then. Gives the known checksums of its files (see `known` of describeTree). Throws as fetchTree does.
 */
export async function bringLiveProgram(
  input: OnceInput,
  app: App,
  held: LiveBundle | null,
  { into, share }: { into: string; share: boolean },
): Promise<Manifest> {
  const { deps, request, signal } = input;
  if (held) {
    try {
      if (await copyBundle(input, app, held, into, share)) return held.manifest;
    } catch (thrown) {
      signal.throwIfAborted();
      deps.log.info({ ...logFields(request, app), err: thrown }, 'what is live could not be taken from the store');
    }
    await rm(into, { recursive: true, force: true });
  }
  await fetchTree(deps, { app, from: app.programLink, into, signal });
  return { entries: [] };
}
