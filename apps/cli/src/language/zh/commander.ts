import type { parserMessages as en } from '../en/commander.js';

/** Words of the parser of command lines; in English they are its own, and by them it is understood. */
export const parserMessages: Record<keyof typeof en, string> = {
  'commander.usage': '用法：',
  'commander.arguments': '参数：',
  'commander.options': '选项：',
  'commander.globalOptions': '全局选项：',
  'commander.commands': '命令：',
  'commander.missingArgument': '错误：缺少参数 {name}',
  'commander.valueMissing': '错误：选项 {flags} 缺少值',
  'commander.optionMissing': '错误：必须给出选项 {flags}',
  'commander.unknownOption': '错误：没有选项 {flag}',
  'commander.unknownCommand': '错误：没有命令 {name}',
  'commander.tooMany': '错误：{name} 的参数过多：应为 {expected} 个，实为 {got} 个。',
  'commander.optionInvalid': '错误：选项 {flags} 的值 {value} 无效。{reason}',
  'commander.argumentInvalid': '错误：参数 {name} 的值 {value} 无效。{reason}',
  'commander.choices': '可选：{choices}。',
  'commander.didYouMean': '（是否想输入 {name}？）',
  'commander.didYouMeanOne': '（是否想输入其中之一：{names}？）',
};
