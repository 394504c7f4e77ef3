import type { fleetFileMessages as en } from '../en/fleet.js';

/** The fleet as files. */
export const fleetFileMessages: Record<keyof typeof en, string> = {
  'files.option': '文件、含文件的目录，或 - 表示标准输入；可多次给出',
  'files.none': '未指明文件：-f fleet.yml、-f DIRECTORY，或 -f - 表示标准输入',
  'files.emptyDirectory': '{path} 中没有 .yml、.yaml 或 .json 文件',
  'file.unwritable': '无法写入 {path}：{reason}',
  'rows.more': '还有 {n} 个',
  'validate.help': '不经 gateway 检查 fleet 文件：列出每个问题的行和列',
  'validate.one': '该文件没有问题',
  'validate.several': '{n} 个文件均没有问题',
  'schema.help': '输出 fleet 文件的 JSON Schema，供编辑器使用',
  'apply.help': '使目录与 fleet 文件一致：全部生效或全不生效',
  'apply.dryRun': '显示会改动什么，不做改动',
  'apply.prune': '移除文件中没有的条目；会先列出并询问',
  'apply.yes': '不询问',
  'apply.removes': '将移除 {n} 项：请先用 --dry-run 查看，再加 --yes',
  'apply.ask': '移除以上 {n} 项？请输入 yes：',
  'apply.nothing': '未做任何修改',
  'export.help': '将全部应用组、应用和主机写成 fleet 文件，apply 可原样取回',
  'export.output': '写入该文件，而不是标准输出',
  'export.leftOut': '已略去：{reason}',
  'export.done': '已写入 {path}',
  'changes.help': '列出目录的修改及修改者，最新的在前',
  'changes.group': '只看该应用组',
  'changes.host': '只看该主机',
};
