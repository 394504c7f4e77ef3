import { createHash } from 'node:crypto';
import type { DriftFindings } from '#contract';
import type { EndedLook, KnownApp } from '#records';
import { driftFound, driftScript, type App } from '#release';
import { facts, succeeded } from '#shell';
import type { SshLogin } from '#ssh';
import type { LookDeps } from './lookDeps.js';

/** Seconds a comparison may take: a host whose disk is slow is not kept busy by it. */
export const driftSeconds = 120;

const mostPaths = 200;
const longestPath = 300;

/** The share of the time between two comparisons after which an app that is new gets its first: all of them are spread over it. */
const shareOf = (app: string): number => createHash('sha256').update(app).digest().readUInt32BE(0) / 2 ** 32;

/** The app of a host whose comparison is overdue longest; null where none is due. */
export function driftDue(known: readonly KnownApp[], now: Date, seconds: number): string | null {
  if (seconds === 0) return null;
  const overdue = known.map(({ app, knownAt, driftTriedAt }): [app: string, ms: number] => {
    const due = driftTriedAt
      ? driftTriedAt.getTime() + seconds * 1000
      : knownAt.getTime() + shareOf(app) * seconds * 1000;
    return [app, now.getTime() - due];
  });
  const [first] = overdue.filter(([, ms]) => ms >= 0).sort(([, a], [, b]) => b - a);
  return first?.[0] ?? null;
}

/** What a host told, as much of it as is stored. */
function bounded({ paths, ...found }: DriftFindings): DriftFindings {
  const files = Object.entries(found.files).map(([name, count]) => [name, Number.isSafeInteger(count) ? count : 0]);
  return {
    ...found,
    digest: found.digest?.slice(0, 64) ?? null,
    files: Object.fromEntries(files) as DriftFindings['files'],
    paths: paths.slice(0, mostPaths).map((path) => path.slice(0, longestPath)),
  };
}

/** Holds what is live of an app against the list it was sealed with: only files that changed by inode, size or time are read. */
export async function lookDrift(
  { config, ssh, now, log }: LookDeps,
  target: SshLogin,
  app: App,
  signal: AbortSignal,
): Promise<EndedLook['drifts'][number]> {
  const at = now();
  try {
    const result = await ssh.run(target, {
      script: driftScript(app, config.release.baseappDir),
      deadlineMs: driftSeconds * 1000,
      signal,
    });
    const found = facts(result.stdout);
    const isComplete = succeeded(result) && found.trouble === undefined;
    return { app: app.appKey, at, found: isComplete ? bounded(driftFound(found)) : null };
  } catch (thrown) {
    signal.throwIfAborted();
    log.info({ app: app.appKey, host: app.host, err: thrown }, 'what is live could not be compared');
    return { app: app.appKey, at, found: null };
  }
}
