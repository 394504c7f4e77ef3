import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { ownRoot, placedUnit } from '#config';
import { examineUnits } from './units.js';

const dir = mkdtempSync(join(tmpdir(), 'rexflow-units-'));
const shipped = join(ownRoot, 'apps/local/systemd');
const wants = join(dir, 'multi-user.target.wants');
const servers = ['rexflow-gateway.service', 'rexflow-worker.service'];
beforeEach(() => {
  for (const name of readdirSync(dir)) rmSync(join(dir, name), { recursive: true });
});
afterAll(() => rmSync(dir, { recursive: true }));

function install(): void {
  mkdirSync(wants);
  for (const name of servers) {
    cpSync(join(shipped, name), join(dir, name));
    symlinkSync(join(dir, name), join(wants, name));
  }
}

test('a machine without units of rexflow has nothing to tell', async () => {
  expect(await examineUnits(null, dir)).toEqual([]);
  expect(await examineUnits(null, join(dir, 'none'))).toEqual([]);
});

test('units of this version that start with the machine are well', async () => {
  install();
  expect(await examineUnits(null, dir)).toMatchObject([
    { name: 'units', state: 'ok', message: expect.stringContaining('rexflow-gateway.service') },
  ]);
});

test('units that a setup placed for where the package lies are those of this version, too', async () => {
  install();
  for (const name of servers) writeFileSync(join(dir, name), placedUnit(readFileSync(join(shipped, name), 'utf8')));
  expect(readFileSync(join(dir, servers[0]!), 'utf8')).toContain(`ExecStart=${process.execPath} ${ownRoot}`);
  expect(await examineUnits(null, dir)).toMatchObject([{ name: 'units', state: 'ok' }]);
});

test('a unit of another version is named with the command that shows it, and one that is not enabled with that one', async () => {
  install();
  appendFileSync(join(dir, servers[1]!), '\n[Service]\nUser=root\n');
  rmSync(join(wants, servers[0]!));
  const found = await examineUnits(null, dir);
  expect(found).toMatchObject([
    { state: 'warning', message: expect.stringMatching(/^rexflow-worker.service are not those/) },
    { state: 'warning', advice: 'Let them: systemctl enable rexflow-gateway.service.' },
  ]);
  expect(found[0]!.advice).toContain(`diff ${dir} ${shipped}`);
});
