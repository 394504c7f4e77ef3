import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { copyTree, diskUsage } from '#bundle';
import { CodedError, type CarriedTree, type DownloadAppFindings, type DownloadSource } from '#contract';
import type { App } from '#release';
import { fetchTree } from '../remote/fetchTree.js';
import { whilePassing } from '../remote/whilePassing.js';
import { replaceTree } from '../remote/replaceTree.js';
import type { OnceResult, OnceInput } from '../state/onceJob.js';
import { reportOnce } from './reportOnce.js';

/**
 * Fetches one tree into its local copy. As a mirror it is fetched into the present copy, of which files of the same size and
 * time stay; otherwise into a new directory, which replaces the copy when it is complete.
 */
async function bring(input: OnceInput<'download'>, source: App, from: string, into: string): Promise<CarriedTree> {
  const { deps, asked, signal } = input;
  const { environment } = asked;
  const started = performance.now();
  const fetch = async (place: string): Promise<unknown> =>
    await fetchTree(deps, { app: source, ...(environment ? { environment } : {}), from, into: place, signal });
  if (asked.mirror) {
    await mkdir(into, { recursive: true });
    await fetch(into);
  } else await replaceTree(into, fetch);
  return {
    from,
    to: into,
    size: await diskUsage(into),
    seconds: Math.round((performance.now() - started) / 1000),
    code: 0,
  };
}

/** Fills the update directory from the fetched trees: the program of a group from its first app only. */
async function fillUpdate({ deps, signal }: OnceInput, app: App, found: DownloadAppFindings): Promise<void> {
  const { updateProdir, updateConfdir } = deps.config.directories;
  if (found.program && found.representative.includes(app.appKey)) {
    const from = found.program.to;
    await replaceTree(join(updateProdir, app.group), (into) => copyTree({ from, into, signal }));
  }
  if (found.config) {
    const from = found.config.to;
    await replaceTree(join(updateConfdir, app.group, app.appKey), (into) => copyTree({ from, into, signal }));
  }
}

/** The app of another environment that a group's trees are fetched from. Throws SOURCE_AWAY, SOURCE_REFUSED. */
async function sourceOf({ deps, signal }: OnceInput, environment: string, group: string): Promise<App | undefined> {
  const [app] = await whilePassing(deps, signal, () => deps.source(environment).group(group));
  return app;
}

async function collect(input: OnceInput<'download'>, app: App, representative: string[]): Promise<DownloadAppFindings> {
  const { deps, asked } = input;
  const { environment, trees } = asked;
  const source = environment ? await sourceOf(input, environment, app.group) : app;
  if (!source) throw new CodedError('SOURCE_APP_MISSING', { senv: environment ?? '', group: app.group });
  const whose: { source?: DownloadSource } = environment
    ? {
        source: {
          environment,
          app: source.appKey,
          host: source.host,
          programDir: source.programLink,
          configDir: source.configLink,
        },
      }
    : {};
  const { localProdir, localConfdir } = deps.config.directories;
  const startedAt = Math.floor(deps.now().getTime() / 1000);
  const found: DownloadAppFindings = {
    program: trees !== 'config' ? await bring(input, source, source.programLink, join(localProdir, app.appKey)) : null,
    config:
      trees !== 'program' && source.configLink !== ''
        ? await bring(input, source, source.configLink, join(localConfdir, app.appKey))
        : null,
    startedAt,
    endedAt: Math.floor(deps.now().getTime() / 1000),
    representative,
    ...whose,
  };
  if (asked.fillUpdateDirectory) await fillUpdate(input, app, found);
  return found;
}

/** download: fetches programs and configurations of live apps; each app has a result of its own. */
export async function downloadJob(input: OnceInput<'download'>): Promise<OnceResult> {
  const apps = input.request.apps.map(({ app }) => app);
  const firsts = [...new Set(apps.map((app) => app.group))].map(
    (group) => apps.find((app) => app.group === group)!.appKey,
  );
  await Promise.all(apps.map((app) => reportOnce(input, 'collect', app, () => collect(input, app, firsts))));
  return {};
}
