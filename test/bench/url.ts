import { execFile } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { servePackages } from '../support/packages.js';
import { figureOf, type Figure } from './figure.js';
import type { Field } from './release.js';

const run = promisify(execFile);

/** A release of a package that a web server holds, beside curl and tar once and then the bare script. */
export async function measureUrl({ estate, bare, trees }: Field, count: number, rounds: number): Promise<Figure> {
  const packages: Record<string, Buffer> = {};
  const server = await servePackages(packages);
  const dir = join(estate.dir, 'bench-url');
  mkdirSync(dir);
  const k = estate.hosts
    .slice(0, count)
    .map(({ app }) => app.name)
    .join(',');
  const pack = async (): Promise<void> => {
    trees.change('one');
    const file = join(dir, 'program.tar.gz');
    await run('tar', ['-czf', file, '-C', trees.program, '.']);
    packages['program.tar.gz'] = await readFile(file);
  };
  const url = `${server.url}/program.tar.gz`;
  const ours = async (): Promise<number> => {
    const began = performance.now();
    const answer = await estate.rex({ action: 'release', k, url, full: '2' });
    if (answer.at('code') !== '0') throw new Error(`a release failed: ${JSON.stringify(answer.body)}`);
    return (performance.now() - began) / 1000;
  };
  const theirs = async (): Promise<number> => {
    const began = performance.now();
    const into = join(dir, 'unpacked');
    rmSync(into, { recursive: true, force: true });
    mkdirSync(into);
    await run('sh', ['-c', 'curl -sSf "$1" | tar -xz -C "$2"', 'sh', url, into]);
    return (performance.now() - began) / 1000 + (await bare.release(count));
  };
  try {
    const [rexflow, baseline]: [number[], number[]] = [[], []];
    for (let round = -2; round < rounds; round++) {
      for (const [one, took] of round % 2 === 0
        ? ([
            [ours, rexflow],
            [theirs, baseline],
          ] as const)
        : ([
            [theirs, baseline],
            [ours, rexflow],
          ] as const)) {
        // prettier-ignore
        await pack();
        const seconds = await one();
        if (round >= 0) took.push(seconds);
      }
    }
    return figureOf(`url.${count}-hosts.one-file`, 's', rexflow, baseline);
  } finally {
    await server.close();
  }
}
