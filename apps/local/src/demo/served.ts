import { setTimeout as sleep } from 'node:timers/promises';
import type { DemoApp } from '#provision';

/** The version an application answers at this moment; throws when it does not answer. */
async function ask({ name, url }: DemoApp): Promise<string> {
  const response = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch((error: unknown) => {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    throw new Error(`expected ${name} to answer on ${url}, got: ${cause}`);
  });
  return ((await response.json()) as { version: string }).version;
}

/** One line for people: `server1 1.0.0, server2 1.0.0`. */
export const spoken = (versions: Record<string, string>): string =>
  Object.entries(versions)
    .map(([name, version]) => `${name} answers ${version}`)
    .join(', ');

/** The versions all of them answer, by name; throws unless each answers the expected one. */
export async function served(apps: readonly DemoApp[], expected: string): Promise<Record<string, string>> {
  const versions = Object.fromEntries(await Promise.all(apps.map(async (app) => [app.name, await ask(app)] as const)));
  if (Object.values(versions).some((version) => version !== expected)) {
    throw new Error(`expected each to answer version ${expected}, got: ${spoken(versions)}`);
  }
  return versions;
}

/** Resolves when all of them answer: an init script comes back before its application listens. */
export async function untilServed(apps: readonly DemoApp[], patienceMs = 20_000): Promise<void> {
  const limit = Date.now() + patienceMs;
  for (const app of apps) {
    for (;;) {
      const problem = await ask(app)
        .then(() => null)
        .catch((error: unknown) => error);
      if (problem === null) break;
      if (Date.now() >= limit) throw problem;
      await sleep(20);
    }
  }
}
