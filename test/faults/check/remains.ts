import { readdirSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Arena } from '../arena.js';
import { partsOn } from '../../support/scene.js';
import { processes, remoteOn } from '../processes.js';
import type { Round } from '../round.js';
import type { Jobs } from './jobs.js';
import type { Ended } from './requests.js';

async function heldRows(arena: Arena): Promise<string[]> {
  const rows = await arena.rows(
    `SELECT CONCAT('the lease of ', app_key, ' is held') AS what FROM rexflow_leases WHERE request_id IS NOT NULL
     UNION ALL SELECT CONCAT('the status of ', deploy_key, ' is not 0') FROM pre_deploy_status WHERE status <> 0
     UNION ALL SELECT CONCAT('the record ', randomStr, ' of ', deploy_key, ' is open') FROM pre_deploy_manage
       WHERE status <> 0`,
  );
  return rows.map((row) => String(row.what));
}

/** Processes that work for the estate and should have ended. */
function orphans(arena: Arena): string[] {
  const { estate, hosts, crew, stores, reader, disk, guests } = arena;
  const known = new Set([process.pid, reader.pid, stores.redis.pid, stores.mariadb.pid, ...crew.pids(), ...guests]);
  for (const { sshd } of hosts) known.add(sshd.pid);
  const keys = hosts.map(({ app }) => app.key);
  const dirs = [estate.dir, ...('dir' in disk ? [disk.dir] : [])];
  const all = processes().filter(
    ({ pid, words }) => !known.has(pid) && !words[0]!.startsWith('sshd') && !words.some((word) => keys.includes(word)),
  );
  const ours = all.filter(({ cwd, words, environ }) =>
    dirs.some((dir) => [cwd, environ, ...words].some((text) => text.includes(dir))),
  );
  const found = new Set([...ours, ...hosts.flatMap(({ app }) => remoteOn(app.host, keys, all))]);
  return [...found].map(({ pid, words }) => `process ${pid} is left: ${words.join(' ').slice(0, 200)}`);
}

/** Release directories of this round's requests on hosts that did not get them. */
function strayDirectories({ hosts }: Round, ended: readonly Ended[]): string[] {
  return hosts.flatMap(({ app }) =>
    ended
      .filter(({ apps }) => ['old', 'restored'].includes(apps.get(app.name)?.standing ?? ''))
      .flatMap(({ stamp }) => readdirSync(app.dir).filter((name) => name.endsWith(`_${stamp}`)))
      .map((name) => `${app.name}: ${name} is left`),
  );
}

/** Bundles an attempt left unsealed that nobody would ever take away. */
async function keptWorkspaces({ arena }: Round, ended: readonly Ended[]): Promise<string[]> {
  const unsealed = arena.trees.bundles().filter(({ sealed }) => !sealed);
  const wrong: string[] = [];
  for (const { id } of ended) {
    const [row] = await arena.rows(
      'SELECT walk_fence FROM rexflow_requests WHERE id = ? AND bundle_digest IS NOT NULL',
      [id],
    );
    const name = `${id}.${String(row?.walk_fence)}`;
    if (unsealed.some((bundle) => bundle.name === name)) wrong.push(`the unsealed bundle ${name} is kept`);
  }
  return wrong;
}

const patienceMs = 10_000;

/** What is left of a round's requests that should be gone: seen at once for what is stored, soon for what runs. */
export async function checkRemains(round: Round, ended: readonly Ended[], jobs: Jobs): Promise<string[]> {
  const { arena, hosts, may } = round;
  const wrong = [...(await heldRows(arena)), ...(await keptWorkspaces(round, ended))];
  if (!may.leftovers) {
    wrong.push(...hosts.flatMap(partsOn).map((path) => `${path} is left`));
    wrong.push(...strayDirectories(round, ended));
  }
  const limit = Date.now() + patienceMs;
  for (;;) {
    const left = [...orphans(arena), ...(await jobs.left(round.requests))];
    if (left.length === 0 || Date.now() > limit) return [...wrong, ...left];
    await pause(50);
  }
}
