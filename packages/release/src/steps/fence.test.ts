import { spawnSync } from 'node:child_process';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { facts } from '#shell';
import { expect, test } from 'vitest';
import type { StepName } from '#contract/workflow';
import { workflows } from '../workflows/workflows.js';
import type { Step, StepContext } from '../model/step.js';
import { payloadOf } from '../testing/payload.js';
import { calls, hostsOfEachTest } from '../testing/hosts.js';
import { inspectStep } from './inspect.js';
import { serviceRequest } from '../testing/requests.js';

const { released } = hostsOfEachTest();

/** They change nothing of an app: they ask, or have no lease. */
const unfenced: readonly StepName[] = [
  'probe',
  'probeAgain',
  'check',
  'drift',
  'doctor',
  'preview',
  'removal',
  'run',
  'logFiles',
  'readLog',
  'searchLogs',
];
const pipelines = Object.values(workflows).flatMap((plan) => Object.values(plan.pipelines));
const every = new Map(pipelines.flatMap(({ steps, undo }) => [...steps, ...undo].map((step) => [step.name, step])));
const changing = [...every.values()].filter(({ name, onWorker }) => !onWorker && !unfenced.includes(name));

/** The script a host is sent before a step changes anything there. */
function firstScript(step: Step, context: StepContext): string {
  const instruction = step.instruct(context);
  if (instruction.do === 'probe' || instruction.do === 'hooks') throw new Error('asks only');
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

/** The facts of a script that runs as the ssh package sends it. */
const sent = (script: string, root: string) =>
  facts(spawnSync('sh', ['-s'], { input: script, encoding: 'utf8', env: { ...process.env, TMPDIR: root } }).stdout);

test('every step of every pipeline is looked at', () => {
  expect(changing.length).toBeGreaterThan(10);
  for (const name of unfenced) expect(every.has(name), name).toBe(true);
});

test.each(changing.map((step) => [step.name, step] as const))('%s of an older fence changes nothing', (_name, step) => {
  const { context, send, root, before } = released();
  const payload = payloadOf(2, 2, '', '');
  const newer = send(inspectStep.instruct({ ...context, fence: 7 })).facts;
  const known = { ...context.facts, ...newer };
  const request = serviceRequest('restart');
  const late = { ...context, facts: known, payload, target: before, request, confirm: 5, fence: 6 };
  const [picture, called] = [pictureOf(root), calls(root)];
  const told = sent(firstScript(step, late), root);
  expect(told).toMatchObject({ trouble: 'FENCE_OLD', detail_seen: '7', detail_fence: '6', detail_holder: 'ours' });
  expect(pictureOf(root)).toEqual(picture);
  expect(calls(root)).toEqual(called);
});

const stranger = { id: 'theirs', name: 'prod on ops2' };
const refused = {
  trouble: 'INSTALLATION_OTHER',
  detail_holder: 'ours',
  detail_name: 'prod on ops1',
  detail_own: 'prod on ops2 (theirs)',
};

test.each(changing.filter(({ name }) => name !== 'takeover').map((step) => [step.name, step] as const))(
  '%s of another rexflow changes nothing, whatever its fence',
  (_name, step) => {
    const { context, root, before } = released();
    const payload = payloadOf(2, 2, '', '');
    const request = serviceRequest('restart');
    for (const fence of [1, 900]) {
      const theirs = { ...context, installation: stranger, payload, target: before, request, confirm: 5, fence };
      const [picture, called] = [pictureOf(root), calls(root)];
      expect(sent(firstScript(step, theirs), root)).toMatchObject({ ...refused, detail_app: 'server1' });
      expect(pictureOf(root)).toEqual(picture);
      expect(calls(root)).toEqual(called);
    }
  },
);

test('what only looks tells whose an app is, and changes nothing', () => {
  const { context, root } = released();
  const theirs = { ...context, installation: stranger };
  const picture = pictureOf(root);
  for (const name of ['check', 'drift', 'doctor', 'preview'] as const) {
    const told = sent(firstScript(every.get(name)!, theirs), root);
    if (name === 'preview') expect(told).toMatchObject({ ...refused, free_bytes: expect.any(String) });
    else expect(told, name).toMatchObject({ holder: 'ours', holder_name: 'prod on ops1' });
  }
  expect(pictureOf(root)).toEqual(picture);
});
