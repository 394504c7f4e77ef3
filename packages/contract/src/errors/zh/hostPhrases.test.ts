import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { zhOfHost } from './hostPhrases.js';
import { errorInChinese } from './index.js';

const scripts = new URL('../../../../release/src', import.meta.url).pathname;

/** What can stand for a reason in the scripts on a host: the words of each kind of place, with `x` for what only the host knows. */
function saidByScripts(): string[] {
  const quoted = `(?:"([^"]*)"|'([^']*)')`;
  const places = [
    `could_not ${quoted}`,
    `could_not "[^"]*" (?:\\d+|\\$\\S+) ${quoted}`,
    `could_not '[^']*' (?:\\d+|"[^"]*") ${quoted}`,
    `could_not "\\$@" ${quoted}`,
    `(?:fail_switch|full_or|unfit) "[^"]*" ${quoted}`,
    `unseen=${quoted}`,
    `service_(?:name|starter)=${quoted}`,
    `"(?:reason|what)=([^"]*)"|'(?:reason|what)=([^']*)'`,
    `hook_reason=${quoted}`,
    `no_reload=${quoted}`,
  ].map((place) => new RegExp(place, 'g'));
  const texts = readdirSync(scripts, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.sh'))
    .map((name) => readFileSync(join(scripts, name), 'utf8').replaceAll('${said:+: $said}', ': $said'));
  return texts
    .flatMap((text) => places.flatMap((place) => [...text.matchAll(place)].map(([, one, other]) => one ?? other ?? '')))
    .map((words) => words.replace(/\$\([^)]*\)|\$\{[^}]*\}|\$\w+|\$@|\$\?/g, 'x'));
}

test('all that a script on a host says of a failure is said in Chinese', () => {
  const said = [...new Set(saidByScripts())].filter((words) => /[a-z]{2,}/.test(words) && !/^(?:x+|\$.*)$/.test(words));
  expect(said.length).toBeGreaterThan(60);
  const commands = /^(?:(?:systemctl|supervisorctl|pm2) start(?: x)?|docker compose up|service\.commands\.start)$/;
  const silent = said.filter((words) => !commands.test(words) && !/\p{sc=Han}/u.test(zhOfHost(words)));
  expect(silent).toEqual([]);
});

test('what a program said is left as it is, between the words of the script', () => {
  const reason =
    'no process of the unit a.service, systemctl start a.service ended with status 1: failed, exit-code; units of web end at logout: loginctl enable-linger web';
  expect(errorInChinese('START_FAILED', { reason })!.message).toBe(
    '启动后应用未运行：没有进程（单元 a.service），systemctl start a.service 以状态 1 结束：failed, exit-code；web 的单元在退出登录时结束：loginctl enable-linger web',
  );
  const refused = { host: '10.0.0.1', what: 'ask supervisor', status: 4, reason: 'unix:///run/s.sock no such file' };
  expect(errorInChinese('HOST_TROUBLE', refused)!.message).toBe(
    '10.0.0.1 未能完成 查询 supervisor：状态 4，unix:///run/s.sock no such file',
  );
});

test('a program that a host lacks is told with what brings it', () => {
  const lacking = { what: 'start flock', status: '127', reason: 'it is not installed', app: 'web-1' };
  expect(errorInChinese('HOST_TROUBLE', lacking)!.advice).toBe(
    '请在主机上安装 flock（apt-get install util-linux 或 apk add util-linux）；rexflow doctor web-1 会给出命令。然后重新提交。',
  );
  expect(errorInChinese('HOST_TROUBLE', { ...lacking, reason: 'Killed' })!.advice).toContain('ulimit');
});
