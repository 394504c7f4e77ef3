import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { until } from '../support/estate.js';
import type { Field, Installation } from './field.js';
import type { Rounds } from './figure.js';

/**
 * Releases the update directory, or what `more` says, to the first `count` hosts through POST /rex; resolves with the
 * seconds it took.
 */
export async function releaseByRex(
  { estate }: Installation,
  count: number,
  more: Record<string, string> = {},
): Promise<number> {
  const k = estate.hosts.slice(0, count).map(({ app }) => app.name);
  const began = performance.now();
  const answer = await estate.rex({ action: 'release', k: k.join(','), ...more });
  const took = (performance.now() - began) / 1000;
  const code = answer.at('data.data.0.code') ?? answer.at('data.data.code');
  if (Number(code) !== 0) throw new Error(`a release failed: ${JSON.stringify(answer.body)}`);
  return took;
}

/** Waits until old releases are removed: that happens while nobody waits, and here the next one in turn would pay. */
export async function settled({ estate }: Installation): Promise<void> {
  const trash = estate.hosts.map(({ app }) => join(dirname(app.programLink), '.rexflow', app.name, 'gone'));
  await until('old releases being removed', 30, () => Promise.resolve(!trash.some((dir) => existsSync(dir))));
}

/** Throws where a release did not bring a file with this content. */
export function requireArrived(apps: readonly { programLink: string }[], path: string, content: Buffer): void {
  for (const { programLink } of apps) {
    if (!readFileSync(join(programLink, path)).equals(content)) throw new Error(`${programLink}/${path} is not new`);
  }
}

/** Releases to `count` hosts, the program changed in one file or in all, by rexflow and by the bare script in turn. */
export async function alternate(field: Field, count: number, what: 'one' | 'all', rounds: number): Promise<Rounds> {
  const { estate, bare, trees } = field;
  const took: Rounds = { rexflow: [], baseline: [] };
  const ours = async (): Promise<void> => {
    const { path, content } = trees.change(what);
    took.rexflow.push(await releaseByRex(field, count));
    const apps = estate.hosts.slice(0, count).map(({ app }) => app);
    requireArrived(apps, path, content);
    await settled(field);
  };
  const theirs = async (): Promise<void> => {
    const { path, content } = trees.change(what);
    took.baseline.push(await bare.release(count));
    requireArrived(bare.apps.slice(0, count), path, content);
  };
  await acquaint(field, count);
  await inTurn(rounds, ours, theirs, took);
  return took;
}

/** Makes connections, and brings the trees with their times to both sides, before anything is timed. */
export async function acquaint(field: Field, count: number): Promise<void> {
  await releaseByRex(field, count);
  await field.bare.release(count);
}

/**
 * Does both sides' rounds in turn, who goes first changing from round to round. Both begin with a history and files in
 * memory: what the rounds before the first one took is thrown away.
 */
export async function inTurn(
  rounds: number,
  ours: () => Promise<void>,
  theirs: () => Promise<void>,
  took: Rounds,
): Promise<void> {
  const warmUps = rounds > 2 ? 3 : 1;
  for (let round = -warmUps; round < rounds; round++) {
    if (round === 0) for (const side of [took.rexflow, took.baseline]) side.length = 0;
    for (const release of round % 2 === 0 ? [ours, theirs] : [theirs, ours]) await release();
  }
}
