import { spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/*
 * Lets the tests of a file run under another shell: `sh` is the one that REXFLOW_TEST_SHELL names, for the tests and for what their
 * scripts start. All other programs stay the machine's. bash that is called sh keeps to POSIX, as by --posix.
 */
const shell = process.env.REXFLOW_TEST_SHELL!;
const program = spawnSync('/bin/sh', ['-c', `command -v ${shell}`], { encoding: 'utf8' }).stdout.trim();
if (program === '') throw new Error(`${shell} is not installed, so the scripts of hosts cannot be tried under it`);

const bin = mkdtempSync(join(tmpdir(), 'rexflow-shell-'));
symlinkSync(program, join(bin, 'sh'));
process.env.PATH = `${bin}:${process.env.PATH}`;
const { stdout: runs } = spawnSync('sh', ['-c', 'readlink -f "/proc/$$/exe"; true'], { encoding: 'utf8' });
if (runs.trim() !== realpathSync(program)) throw new Error(`sh is ${runs.trim()}, not ${shell}`);
afterAll(() => rmSync(bin, { recursive: true, force: true }));
