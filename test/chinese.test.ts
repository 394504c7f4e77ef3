import { inEnglish, type Finding, type Statement } from '#contract';
import { statementInChinese } from '#contract/chinese';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askJson } from './support/described.js';
import type { Estate } from './support/estate.js';
import { callerOf, type Called, type Caller } from './support/rexflow.js';
import { startWithUnusableRow } from './support/unusableRow.js';

/* What gateway and worker say, at a Chinese terminal. */
let estate: Estate;
let chinese: Caller;
beforeAll(async () => {
  estate = await startWithUnusableRow({ apps: [{}] });
  chinese = callerOf(estate, { REXFLOW_URL: estate.url, REXFLOW_TOKEN: estate.token, REXFLOW_LANGUAGE: 'zh' });
});
afterAll(async () => {
  await estate?.stop();
});

/** Expects that a text is what its statement says in English, and that there is a Chinese one. */
function expectSame(text: { message: string; advice?: string | null }, statement: Statement | undefined): void {
  expect(statement, text.message).toBeDefined();
  expect(inEnglish(statement!)).toEqual({ message: text.message, advice: text.advice ?? null });
  expect(statementInChinese(statement!), statement!.id).not.toBeNull();
}

/** The lines that hold English words, beside names, paths and what was typed. */
const englishIn = ({ stdout, stderr }: Called): string[] =>
  `${stdout}${stderr}`.split('\n').filter((line) => /\b(is|are|the|of|it|can|not|has|was)\b/.test(line));

test('the doctor says of the installation and of its hosts what it found', async () => {
  const { body } = await askJson(estate, 'GET', '/v1/doctor');
  const { findings } = body as unknown as { findings: Finding[] };
  for (const { message, advice, statement } of findings) expectSame({ message, advice }, statement);
  const found = await chinese.call('doctor', '--all');
  expect(found.stdout).toMatch(/redis\.reached[:：] ?Redis 可访问\n/);
  expect(found.stdout).toMatch(/server1 \(.*\) app\.holder[:：] ?尚不属于任何 rexflow/);
  expect(found.stdout).toMatch(/catalogue\.rows[:：] ?目录中 odd1 缺少 pro_key\n +.*请修正目录中的这些条目/);
  expect(englishIn(found)).toEqual([]);
  const json = JSON.parse((await chinese.call('doctor', '--json')).stdout) as { findings: Finding[] };
  expect(json.findings.find(({ name }) => name === 'redis.reached')).toEqual({
    ...{ name: 'redis.reached', state: 'ok', message: 'Redis answers', advice: null },
    statement: { id: 'redis.answers', details: {} },
  });
});

test('the check of a host says what it found, and the next step', async () => {
  const [{ network_ip: host }] = (await estate.rows('SELECT network_ip FROM pre_server_detail LIMIT 1')) as [
    { network_ip: string },
  ];
  const checked = await chinese.call('host', 'check', host, '--all', '--json');
  const { findings, apps, next } = JSON.parse(checked.stdout) as {
    findings: Finding[];
    apps: { findings: Finding[] }[];
    next: { message: string; statement: Statement };
  };
  const all = [...findings, ...apps.flatMap((app) => app.findings)];
  expect(all.length).toBeGreaterThan(10);
  for (const { message, advice, statement } of all) expectSame({ message, advice }, statement);
  const shown = await chinese.call('host', 'check', host, '--all');
  expect(shown.stdout).toMatch(/host\.user[:：] ?登录用户为 /);
  expect(statementInChinese(next.statement)).not.toBeNull();
  expect(englishIn(shown)).toEqual([]);
});
