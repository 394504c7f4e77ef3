import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { until, type Estate } from '../support/estate.js';
import type { Bare } from './bare.js';
import { figureOf, type Figure } from './figure.js';
import type { Trees } from './trees.js';

const warmUps = 3;

/** A house with the bare script beside it. */
export interface Field {
  estate: Estate;
  bare: Bare;
  trees: Trees;
}

/** Releases the update directory to the first `count` hosts through POST /rex; resolves with the seconds it took. */
export async function releaseByRex({ estate }: Field, count: number): Promise<number> {
  const k = estate.hosts.slice(0, count).map(({ app }) => app.name);
  const began = performance.now();
  const answer = await estate.rex({ action: 'release', k: k.join(',') });
  const took = (performance.now() - began) / 1000;
  const code = answer.at('data.data.0.code') ?? answer.at('data.data.code');
  if (Number(code) !== 0) throw new Error(`a release failed: ${JSON.stringify(answer.body)}`);
  return took;
}

/** Old releases are removed while nobody waits; here the next one in turn would pay for it. */
async function settled({ estate }: Field): Promise<void> {
  const trash = estate.hosts.map(({ app }) => join(dirname(app.programLink), '.rexflow', app.name, 'gone'));
  await until('old releases being removed', 30, () => Promise.resolve(!trash.some((dir) => existsSync(dir))));
}

function requireArrived(apps: readonly { programLink: string }[], path: string, content: Buffer): void {
  for (const { programLink } of apps) {
    if (!readFileSync(join(programLink, path)).equals(content)) throw new Error(`${programLink}/${path} is not new`);
  }
}

/** A release to `count` hosts, the program changed in one file or in all, by rexflow and by the bare script in turn. */
export async function measureRelease(
  field: Field,
  count: number,
  what: 'one' | 'all',
  rounds: number,
): Promise<Figure> {
  const { estate, bare, trees } = field;
  const rexflow: number[] = [];
  const baseline: number[] = [];
  const ours = async (): Promise<void> => {
    const { path, content } = trees.change(what);
    rexflow.push(await releaseByRex(field, count));
    requireArrived(
      estate.hosts.slice(0, count).map(({ app }) => app),
      path,
      content,
    );
    await settled(field);
  };
  const theirs = async (): Promise<void> => {
    const { path, content } = trees.change(what);
    baseline.push(await bare.release(count));
    requireArrived(bare.apps.slice(0, count), path, content);
  };
  // Both sides begin with a history and files in memory. Who goes first changes from round to round.
  for (let round = -warmUps; round < rounds; round++) {
    if (round === 0) for (const took of [rexflow, baseline]) took.length = 0;
    for (const release of round % 2 === 0 ? [ours, theirs] : [theirs, ours]) await release();
  }
  return figureOf(`release.${count}-hosts.${what === 'one' ? 'one-file' : 'all-files'}`, 's', rexflow, baseline);
}
