import { spawnSync } from 'node:child_process';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { facts } from '#shell';
import { expect, test } from 'vitest';
import { plans } from '../pipelines.js';
import type { Step, StepContext } from '../step.js';
import { cargoOf } from '../testing/cargo.js';
import { calls, hostsOfEachTest } from '../testing/hosts.js';
import { inspect } from './inspect.js';

const { released } = hostsOfEachTest();

/** They change nothing of an app: they ask, or have no lease. */
const unfenced = ['probe', 'probeAgain', 'check', 'run'];
const pipelines = Object.values(plans).flatMap((plan) => Object.values(plan.pipelines));
const every = new Map(pipelines.flatMap(({ steps, undo }) => [...steps, ...undo].map((step) => [step.name, step])));
const changing = [...every.values()].filter(({ name }) => !unfenced.includes(name));

/** What a host is sent before a step changes anything there. */
function firstScript(step: Step, context: StepContext): string {
  const instruction = step.instruct(context);
  if (instruction.do === 'probe') throw new Error('asks only');
  return instruction.do === 'carry' ? instruction.guard : instruction.script;
}

/** Everything below a directory but the lock, which everybody opens: content, link targets, times. */
function pictureOf(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => !path.endsWith('/lock'))
    .sort()
    .map((path) => {
      const full = join(root, path);
      const stat = lstatSync(full);
      const content = stat.isSymbolicLink() ? readlinkSync(full) : stat.isFile() ? readFileSync(full, 'utf8') : '';
      return `${path} ${stat.mtimeMs} ${content}`;
    });
}

test('every step of every pipeline is looked at', () => {
  expect(changing.length).toBeGreaterThan(10);
  for (const name of unfenced) expect(every.has(name), name).toBe(true);
});

test.each(changing.map((step) => [step.name, step] as const))('%s of an older fence changes nothing', (_name, step) => {
  const { context, send, root, before } = released();
  const cargo = cargoOf(2, 2, '', '');
  const newer = send(inspect.instruct({ ...context, fence: 7 })).facts;
  const known = { ...context.facts, ...newer };
  const parameters = { a: 'restart' };
  const late = { ...context, facts: known, cargo, target: before, parameters, confirm: 5, fence: 6 };
  const [picture, called] = [pictureOf(root), calls(root)];
  const { stdout } = spawnSync('sh', ['-s'], {
    input: firstScript(step, late),
    encoding: 'utf8',
    env: { ...process.env, TMPDIR: root },
  });
  expect(facts(stdout)).toMatchObject({ trouble: 'FENCE_OLD', detail_seen: '7', detail_fence: '6' });
  expect(pictureOf(root)).toEqual(picture);
  expect(calls(root)).toEqual(called);
});
