import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inEnglish, type Finding, type Statement } from '#contract';
import { statementInChinese } from '#contract/chinese';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askJson } from './support/described.js';
import type { Estate } from './support/estate.js';
import { callerOf, type Called, type Caller } from './support/rexflow.js';
import { startWithUnusableRow } from './support/unusableRow.js';
import { fillUpdateDirectory } from './support/update.js';

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

test('rows of the catalogue that cannot be used are told with what puts them right', async () => {
  const { body } = await askJson(estate, 'GET', '/v1/problems');
  const { items } = body as unknown as { items: { message: string; advice: string; statement: Statement }[] };
  expect(items).toHaveLength(1);
  for (const { message, advice, statement } of items) expectSame({ message, advice }, statement);
  const { status, stdout } = await chinese.call('problems');
  expect({ status, stdout }).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(
      /^✗ odd1（id \d+）：目录中 odd1 缺少 pro_key\n +请修正所列各项：rexflow app set odd1 /,
    ),
  });
  const refused = await chinese.call('check', 'odd1');
  expect(refused.stderr).toMatch(/目录中 odd1 缺少 pro_key/);
  await estate.sql.execute("UPDATE pre_server_detail SET pro_key = 'odd', pro_dir = 'relative' WHERE app_key = 'odd1'");
  expect((await chinese.call('problems')).stdout).toMatch(/目录中 odd1 缺少 pro_dir（不含“\.\.”和控制字符的绝对路径）/);
});

test('a change that cannot be made is refused with every problem, and so is a file', async () => {
  const set = await chinese.call('app', 'set', 'server1', 'prot=80', 'port=lots', 'paths.program={ap}/x', 'health=3');
  expect(set.status).toBe(3);
  expect(set.stderr).toMatch(/未做任何修改，存在 \d+ 个问题：\n/);
  expect(set.stderr).toMatch(/\n +apps\.server1\.prot：没有此项设置；是否为 port？\n/);
  expect(set.stderr).toMatch(/apps\.server1\.port：应为整数/);
  const file = join(estate.dir, 'wrong.yml');
  writeFileSync(
    file,
    'version: 1\nhosts:\n  web-1: { address: 10.0.0.1 }\n  web-2: { address: 10.0.0.1 }\n  "b/d": { address: "?" }\ngroups:\n  all:\n    apps:\n      web: { host: web-[1..0] }\n',
  );
  const { stdout } = await chinese.call('validate', '-f', file);
  expect(englishIn({ stdout, stderr: '' } as Called)).toEqual([]);
  expect(stdout).toMatch(/wrong\.yml:\d+:\d+: /);
  writeFileSync(file, 'version: 1\nhosts:\n\tweb-1: { address: 10.0.0.1 }\n');
  const broken = await chinese.call('validate', '-f', file);
  expect(broken.stdout).toMatch(/wrong\.yml:3:1: .*语法错误：缩进不能用制表符（Tabs are not allowed as indentation）/);
});

test('what no fleet can hold is told with why, by export and by apply', async () => {
  await estate.sql.query("UPDATE pre_server_detail SET local_name = 'a b/c' WHERE app_key = 'odd1'");
  const file = join(estate.dir, 'fleet.yml');
  const out = await chinese.call('export', '-o', file);
  expect(out.stderr).toMatch(/已略去：odd1 没有可作名称的 local_name/);
  const applied = await chinese.call('apply', '-f', file, '--dry-run');
  expect(applied.stdout).toMatch(/odd1 没有可作名称的 local_name/);
  await estate.sql.query("UPDATE pre_server_detail SET local_name = 'odd' WHERE app_key = 'odd1'");
});

test('a plan says beside it what keeps it from being carried out', async () => {
  fillUpdateDirectory(estate, '2.0.0');
  expect((await chinese.call('hold', '--reason', 'audit week')).status).toBe(0);
  const { stdout } = await chinese.call('plan', 'server1');
  expect(stdout).toMatch(/系统自 .* 起被 .* 暂停：audit week。/);
  const plan = JSON.parse((await chinese.call('plan', 'server1', '--json')).stdout) as {
    warnings: string[];
    statements: Statement[];
  };
  expect(plan.warnings).toEqual([expect.stringMatching(/^the installation is held by /)]);
  expectSame({ message: plan.warnings[0]! }, plan.statements[0]);
  expect((await chinese.call('hold', '--release')).status).toBe(0);
});
