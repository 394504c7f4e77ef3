import { afterEach, expect, test, vi } from 'vitest';
import { setTerminalLanguage } from '../language/terminalLanguage.js';
import { width } from '../output/width.js';
import { runCommandLine } from '../program.js';

afterEach(() => {
  setTerminalLanguage('en');
  vi.restoreAllMocks();
});

/** What a command line that cannot be run writes, by nobody who could run it. */
async function written(...args: string[]): Promise<string> {
  let text = '';
  const write = (part: string | Uint8Array): boolean => ((text += String(part)), true);
  vi.spyOn(process.stdout, 'write').mockImplementation(write);
  vi.spyOn(process.stderr, 'write').mockImplementation(write);
  const openContext = (): never => {
    throw new Error('nothing is to be run');
  };
  await runCommandLine(args, { version: '1.0.0', openContext });
  return text;
}

test.each([
  [
    ['relase'],
    "error: unknown command 'relase'\n(Did you mean release?)",
    '错误：没有命令 relase\n（是否想输入 release？）',
  ],
  [['release'], "error: missing required argument 'apps'", '错误：缺少参数 apps'],
  [
    ['release', 'web', '--package'],
    "error: option '--package <path>' argument missing",
    '错误：选项 --package <path> 缺少值',
  ],
  [
    ['promote', 'web'],
    "error: required option '--from <environment>' not specified",
    '错误：必须给出选项 --from <environment>',
  ],
  [
    ['list', '--limt', '3'],
    "error: unknown option '--limt'\n(Did you mean --limit?)",
    '错误：没有选项 --limt\n（是否想输入 --limit？）',
  ],
  [
    ['status', 'a', 'b'],
    "error: too many arguments for 'status'. Expected 1 argument but got 2.",
    '错误：status 的参数过多：应为 1 个，实为 2 个。',
  ],
  [
    ['list', '-n', 'x'],
    "error: option '-n, --limit <number>' argument 'x' is invalid. A whole number from 1 on is expected.",
    '错误：选项 -n, --limit <number> 的值 x 无效。应为不小于 1 的整数。',
  ],
  [
    ['completion', 'fish'],
    "error: command-argument value 'fish' is invalid for argument 'shell'. Allowed choices are bash, zsh.",
    '错误：参数 shell 的值 fish 无效。可选：bash, zsh。',
  ],
])('what is wrong with %j is said in the language of the terminal', async (args, english, chinese) => {
  expect(await written(...args)).toBe(`${english}\n(--help lists the commands)\n`);
  setTerminalLanguage('zh');
  expect(await written(...args)).toBe(`${chinese}\n（--help 列出全部命令）\n`);
});

test('the help of a command has no English words but names, in lines that fit', async () => {
  setTerminalLanguage('zh');
  const help = await written('release', '--help');
  const [described] = help.split('示例：');
  expect(described).toMatch(/^用法：rexflow release \[options\] <apps\.\.\.>\n/);
  expect(described).not.toMatch(/Usage|Options|choices|display help/);
  expect(described!.split('\n').filter((line) => width(line) > 80)).toEqual([]);
  expect(described).not.toMatch(/^\s*[，。：；？！、）]/m);
});
