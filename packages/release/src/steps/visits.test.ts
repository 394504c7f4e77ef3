import { writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { calls, hostsOfEachTest } from '../testing/hosts.js';
import { survey } from './survey.js';
import { verifyTarget } from './verifyTarget.js';
import { check, service } from './visits.js';

const { host, released } = hostsOfEachTest();

test('a process key is matched as a whole word', () => {
  const { app, context, send, directory } = host();
  directory(app.programLink, 'A');
  spawnSync(app.init, ['start']);
  expect(send(check.instruct(context)).facts.processes).toBe('1');
  const shorter = { ...context, app: { ...app, processKey: app.processKey.slice(0, -1) } };
  expect(send(check.instruct(shorter)).facts.processes).toBe('0');
});

test('service starts, stops and restarts, and does nothing where nothing is to do', () => {
  const { context, send, root } = released();
  const ask = (a: string, requestId: string) =>
    send(service.instruct({ ...context, requestId, parameters: { a } })).facts;
  expect(ask('start', 'r1')).toMatchObject({ before: '1', after: '1' });
  expect(ask('stop', 'r2')).toMatchObject({ before: '1', after: '0' });
  expect(ask('stop', 'r3')).toMatchObject({ before: '0', after: '0' });
  expect(ask('restart', 'r4')).toMatchObject({ before: '0', after: '1' });
  expect(calls(root)).toEqual(['start', 'stop', 'start']);
});

test('verifyTarget names the directory that is gone', () => {
  const { context, send } = host();
  const seen = send(verifyTarget.instruct({ ...context, target: { program: '/nonexistent/a', config: null } }));
  expect(seen.facts).toMatchObject({ trouble: 'TARGET_GONE', detail_path: '/nonexistent/a' });
});

test('survey lists what is live by digest, with any name, and passes over a program that is known', () => {
  const { app, send } = released();
  writeFileSync(join(app.programLink, "it's a\nname"), 'B');
  const ask = (known: string | null) =>
    send({ do: 'script', script: survey(app, { program: true, known }), deadlineMs: 1000 }).facts;
  const digest = spawnSync('sha256sum', { input: 'A', encoding: 'utf8' }).stdout.slice(0, 64);
  const seen = ask(null);
  expect(seen.program_live).toBe(`${app.programLink}_20260101_000000`);
  expect(seen.program_list).toContain(`${digest}  VERSION\n`);
  expect(seen.program_list).toContain("it's a\\nname");
  expect(seen.config_list).toBe(`${digest}  VERSION\n`);
  expect(ask(seen.program_live!).program_list).toBeUndefined();
});
