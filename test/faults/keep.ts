import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../support/root.js';
import { treeOf } from '../support/seen.js';
import type { Arena } from './arena.js';

const tables = ['rexflow_requests', 'rexflow_host_releases', 'rexflow_steps', 'rexflow_leases', 'pre_deploy_manage'];

/** Keeps what tells of a violation: all logs, the hosts' journals and the last rows of the records. Gives where. */
export async function keepTraces(arena: Arena, name: string): Promise<string> {
  const dir = join(root, '.rexflow/faults', name);
  mkdirSync(dir, { recursive: true });
  cpSync(join(arena.estate.dir, 'logs'), dir, { recursive: true });
  for (const { app } of arena.hosts) {
    const trees = Object.fromEntries([app.programLink, app.configLink].map((link) => [link, treeOf(`${link}/`)]));
    writeFileSync(join(dir, `${app.name}-trees.json`), JSON.stringify(trees, null, 1));
    for (const [from, to] of [
      [join(app.dir, '.rexflow', app.name, 'journal'), 'journal'],
      [join(app.dir, 'calls'), 'calls'],
      [join(app.dir, 'app.log'), 'app.log'],
    ] as const) {
      if (existsSync(from)) cpSync(from, join(dir, `${app.name}-${to}`));
    }
  }
  for (const table of tables) {
    const order = table === 'rexflow_requests' ? 'ORDER BY accepted_at' : '';
    const rows = await arena.rows(`SELECT * FROM ${table} ${order}`).catch((thrown: unknown) => [String(thrown)]);
    writeFileSync(
      join(dir, `${table}.json`),
      rows
        .slice(-60)
        .map((row) => `${JSON.stringify(row)}\n`)
        .join(''),
    );
  }
  return dir;
}
