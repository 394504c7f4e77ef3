import { execFile } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { findPrograms } from '#provision';
import { root } from './support/root.js';

const dir = mkdtempSync(join(tmpdir(), 'rexflow-units-'));
afterAll(() => rmSync(dir, { recursive: true }));
const units = ['rexflow-gateway.service', 'rexflow-worker.service'];

test('the units are understood by systemd, and leave little open', async (context) => {
  const program = (await findPrograms(['systemd-analyze'])).get('systemd-analyze');
  if (program === undefined) return context.skip('this machine has no systemd-analyze');
  const others = ['rexflow-backup.service', 'rexflow-backup.timer', 'private/rexflow-servers.service'];
  for (const path of [...units, ...others]) {
    const name = basename(path);
    cpSync(join(root, 'apps/local/systemd', path), join(dir, name));
    // The program that is there to be looked for.
    const text = readFileSync(join(dir, name), 'utf8').replace('/opt/rexflow/bin/rexflow', process.execPath);
    writeFileSync(join(dir, name), text);
    const { stderr } = await promisify(execFile)(program, ['verify', join(dir, name)]);
    expect(stderr).toBe('');
    // A timer runs nothing itself.
    if (name.endsWith('.service'))
      await promisify(execFile)(program, ['security', '--offline=true', '--threshold=20', join(dir, name)]);
  }
  appendFileSync(join(dir, units[0]!), '\n[Service]\nUser=root\nNoNewPrivileges=no\nProtectSystem=no\nPrivateTmp=no\n');
  await expect(
    promisify(execFile)(program, ['security', '--offline=true', '--threshold=20', join(dir, units[0]!)]),
  ).rejects.toMatchObject({ code: 1 });
});
