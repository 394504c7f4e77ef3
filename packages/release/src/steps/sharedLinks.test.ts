import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hostsOfEachTest } from '../testing/hosts.js';
import { activateStep } from './activate.js';
import { inspectStep } from './inspect.js';

const { host } = hostsOfEachTest();

/** A host with plain live links to release A, whose application is not restarted. */
function plainHost() {
  const made = host('separate', { restarts: false });
  const { app, directory, liveAt } = made;
  liveAt(app.programLink, directory(`${app.programLink}_A`, 'A'));
  liveAt(app.configLink, directory(`${app.configLink}_A`, 'A'));
  spawnSync(app.init, ['start']);
  const switchTo = (name: string) => {
    const target = { program: `${app.programLink}_${name}`, config: `${app.configLink}_${name}` };
    if (!readdirSync(join(made.root, 'www')).includes(`html_${name}`)) {
      made.directory(target.program, name);
      made.directory(target.config, name);
    }
    const context = { ...made.context, target, requestId: `to-${name}-${Math.random()}` };
    const facts = made.send(inspectStep.instruct(context)).facts;
    return made.send(activateStep.instruct({ ...context, facts }));
  };
  const versions = () => [app.programLink, app.configLink].map((link) => readFileSync(join(link, 'VERSION'), 'utf8'));
  return { ...made, switchTo, versions };
}

// Reads program, config, program: when the program was the same before and after, the config must belong to it.
const reader = `
const { readFileSync } = require('node:fs');
const [program, config] = process.argv.slice(1);
let reads = 0, mixed = 0, missing = 0, stop = false;
process.on('SIGTERM', () => { stop = true; });
process.stdout.write('reading\\n');
(function round() {
  for (let i = 0; i < 200; i++) {
    reads++;
    try {
      const before = readFileSync(program + '/VERSION', 'utf8');
      const other = readFileSync(config + '/VERSION', 'utf8');
      const after = readFileSync(program + '/VERSION', 'utf8');
      if (before === after && other !== before) mixed++;
    } catch { missing++; }
  }
  if (stop) process.stdout.write(JSON.stringify({ reads, mixed, missing }));
  else setImmediate(round);
})();`;

test('program and config of two releases are never seen together, nor a missing link, also while a host is moved over', async () => {
  const { app, switchTo, versions } = plainHost();
  const child = spawn(process.execPath, ['-e', reader, app.programLink, app.configLink], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  for (const name of ['B', 'C', 'B', 'A', 'C', 'A', 'B', 'C', 'A', 'B']) {
    expect(switchTo(name).status).toBe(0);
    expect(versions()).toEqual([name, name]);
  }
  child.kill('SIGTERM');
  const [seen] = (await once(child.stdout, 'data')) as [Buffer];
  const { reads, mixed, missing } = JSON.parse(seen.toString()) as Record<string, number>;
  expect({ mixed, missing }).toEqual({ mixed: 0, missing: 0 });
  expect(reads).toBeGreaterThan(1000);
});

test('a live link resolves to its release directory, and only the pair in use is kept', () => {
  const { app, root, switchTo, context } = plainHost();
  for (const name of ['B', 'C']) switchTo(name);
  expect(realpathSync(app.programLink)).toBe(`${app.programLink}_C`);
  expect(realpathSync(app.configLink)).toBe(`${app.configLink}_C`);
  expect(readlinkSync(app.programLink)).toBe(join(context.paths.state, 'live/program'));
  expect(readdirSync(join(context.paths.state, 'pairs'))).toHaveLength(1);
  expect(readdirSync(join(root, 'www')).filter((name) => name.endsWith('.rexflow') && name !== '.rexflow')).toEqual([]);
});

test('a link that somebody set by hand is taken over as it stands', () => {
  const { app, switchTo, versions, directory } = plainHost();
  switchTo('B');
  unlinkSync(app.configLink);
  symlinkSync(directory(`${app.configLink}_hand`, 'hand'), app.configLink);
  const seen = switchTo('C');
  expect(seen.facts.config_lies).toBe(`${app.configLink}_hand`);
  expect(versions()).toEqual(['C', 'C']);
});

test('real directories are moved aside, and the links that take their place run through the shared one', () => {
  const made = host('separate', { restarts: false });
  const { app, directory, context, send } = made;
  directory(app.programLink, 'A');
  directory(app.configLink, 'A');
  spawnSync(app.init, ['start']);
  const target = { program: directory(`${app.programLink}_B`, 'B'), config: directory(`${app.configLink}_B`, 'B') };
  const facts = send(inspectStep.instruct(context)).facts;
  const seen = send(activateStep.instruct({ ...context, facts, target }));
  expect(seen.facts).toMatchObject({ program_now: target.program, config_now: target.config });
  expect(readlinkSync(app.programLink)).toBe(join(context.paths.state, 'live/program'));
});

test('an app that opted out keeps links of its own', () => {
  const made = host('separate', { restarts: false });
  const { app, directory, liveAt, context, send } = made;
  liveAt(app.programLink, directory(`${app.programLink}_A`, 'A'));
  liveAt(app.configLink, directory(`${app.configLink}_A`, 'A'));
  spawnSync(app.init, ['start']);
  const target = { program: directory(`${app.programLink}_B`, 'B'), config: directory(`${app.configLink}_B`, 'B') };
  const settings = { ...context.settings, plainLinks: [app.group] };
  const facts = send(inspectStep.instruct(context)).facts;
  send(activateStep.instruct({ ...context, settings, facts, target }));
  expect(readlinkSync(app.programLink)).toBe(target.program);
  expect(lstatSync(app.configLink).isSymbolicLink()).toBe(true);
});

test('a target without its config directory is refused before anything is switched', () => {
  const { app, switchTo, versions, directory, root } = plainHost();
  directory(`${app.programLink}_half`, 'half');
  mkdirSync(join(root, 'www/nothing'), { recursive: true });
  writeFileSync(join(root, 'www/conf_half'), 'a file, not a directory');
  expect(switchTo('half').facts.trouble).toBe('TARGET_GONE');
  expect(versions()).toEqual(['A', 'A']);
});
