import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SetupStep } from './action.js';
import { newRecord, readRecord, type Choices, type SetupRecord } from './record.js';
import { runPlan } from './runPlan.js';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'rexflow-plan-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const at = (name: string): string => join(dir, name);
const silent = { already: () => undefined, begins: () => undefined };
const opened = (): SetupRecord => readRecord(at('setup.json')) ?? newRecord(at('setup.json'), {} as Choices);

/** Three steps of a file and a task each; `dies` is asked at every task. */
function steps(dies: (at: string) => boolean, ran: string[] = []): SetupStep[] {
  const kill = (place: string): void => {
    if (dies(place)) throw new Error(`killed ${place}`);
  };
  return ['one', 'two', 'three'].map((id) => ({
    id,
    title: id,
    makes: [{ kind: 'file', name: at(id), data: false }],
    actions: [
      { kind: 'task', shown: 'before', run: async () => await Promise.resolve(kill(`${id} before`)) },
      { kind: 'file', path: at(id), mode: 0o600, owner: null, text: () => `${id}\n` },
      {
        kind: 'task',
        shown: 'after',
        run: async () => {
          kill(`${id} after`);
          await Promise.resolve(ran.push(id));
        },
      },
    ],
  }));
}

test.each(['one', 'two', 'three'].flatMap((id) => [`${id} before`, `${id} after`]))(
  'killed at %s it goes on there, and what it made is in its record before it is made',
  async (place) => {
    await expect(
      runPlan(
        steps((now) => now === place),
        opened(),
        silent,
      ),
    ).rejects.toThrow(`killed ${place}`);
    const made = opened().made.map(({ name }) => name);
    expect(made).toContain(at(place.split(' ')[0]!));
    for (const id of ['one', 'two', 'three']) if (existsSync(at(id))) expect(made).toContain(at(id));
    const ran: string[] = [];
    await runPlan(
      steps(() => false, ran),
      opened(),
      silent,
    );
    const ids = ['one', 'two', 'three'];
    expect(ran).toEqual(ids.slice(ids.indexOf(place.split(' ')[0]!)));
    expect(
      await runPlan(
        steps(() => true),
        opened(),
        silent,
      ),
    ).toBe(0);
  },
);

test('what was there before is not ours, and a step that is so already is only noted', async () => {
  writeFileSync(at('one'), 'theirs\n');
  await runPlan(
    steps(() => false),
    opened(),
    silent,
  );
  expect(opened().made.map(({ name }) => name)).toEqual([at('two'), at('three')]);
});

test('a certificate that is so already is not asked for again, though a step before it was done', async () => {
  const all = steps(() => false).map((step, index) => (index === 2 ? { ...step, id: 'tls' } : step));
  await runPlan(all, opened(), silent);
  const record = opened();
  record.ask({ backup: null, switchOn: false, tls: { cert: '/given.pem', key: '/given.key' } });
  rmSync(at('one'));
  expect(await runPlan(all, record, silent)).toBe(1);
  expect(opened().tls).toBeNull();
});

test('a step that is so already does not put out that another one was begun', async () => {
  const record = opened();
  record.begin('two', []);
  const next = opened();
  next.finish('one');
  expect(opened().wasBegun('two')).toBe(true);
});

test('a record that is no record is named, with what to do', () => {
  writeFileSync(at('setup.json'), '{"made": 1}');
  expect(() => readRecord(at('setup.json'))).toThrow(`${at('setup.json')} is no record of a setup`);
  expect(readFileSync(at('setup.json'), 'utf8')).toBe('{"made": 1}');
});
