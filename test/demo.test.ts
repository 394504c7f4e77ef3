import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './support/root.js';

test('the demo tells its story to the end, and its last answer is that of a good release', () => {
  const program = join(root, 'dist/apps/local/src/demo.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [program], { cwd: root, encoding: 'utf8' });
  expect(status, stderr.slice(-3000)).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ code: '0' });
}, 120_000);
