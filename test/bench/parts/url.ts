import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { servePackages, type Served } from '../../support/packages.js';
import { withField, type Field } from '../field.js';
import { figureOf, type Rounds } from '../figure.js';
import { acquaint, inTurn, releaseByRex, requireArrived, settled } from '../release.js';
import type { Part } from './part.js';

const run = promisify(execFile);
const count = 2;

/** A package from a local server: by rexflow, and with curl and tar once before the bare script. */
export const measureUrl: Part = ({ rounds }, found) =>
  withField({ hosts: count }, async (field) => {
    const packages: Record<string, Served> = {};
    const server = await servePackages(packages);
    try {
      await acquaint(field, count);
      for (const what of ['one', 'all'] as const) {
        const took = await alternate(field, packages, server.url, { what, rounds });
        found(figureOf(`url.${what === 'one' ? 'one-file' : 'all-files'}`, 's', took.rexflow, took.baseline));
      }
    } finally {
      await server.close();
    }
  });

async function alternate(
  field: Field,
  packages: Record<string, Served>,
  url: string,
  { what, rounds }: { what: 'one' | 'all'; rounds: number },
): Promise<Rounds> {
  const { estate, bare, trees } = field;
  const took: Rounds = { rexflow: [], baseline: [] };
  const home = join(estate.dir, 'unpacked');
  const file = join(estate.dir, 'fetched.tar.gz');
  const change = async () => {
    const changed = trees.change(what);
    const packed = join(estate.dir, 'packed.tar.gz');
    await run('tar', ['-czf', packed, '-C', trees.program, '.']);
    packages['web.tar.gz'] = readFileSync(packed);
    return changed;
  };
  const ours = async (): Promise<void> => {
    const { path, content } = await change();
    took.rexflow.push(await releaseByRex(field, count, { url: `${url}/web.tar.gz`, full: '2' }));
    const apps = estate.hosts.map(({ app }) => app);
    requireArrived(apps, path, content);
    await settled(field);
  };
  const theirs = async (): Promise<void> => {
    const { path, content } = await change();
    await rm(home, { recursive: true, force: true });
    const began = performance.now();
    await mkdir(home);
    await run('curl', ['-fsS', '-o', file, `${url}/web.tar.gz`]);
    await run('tar', ['-xzf', file, '-C', home]);
    const fetched = (performance.now() - began) / 1000;
    took.baseline.push(fetched + (await bare.release(count, home)));
    requireArrived(bare.apps, path, content);
  };
  await inTurn(rounds, ours, theirs, took);
  return took;
}
