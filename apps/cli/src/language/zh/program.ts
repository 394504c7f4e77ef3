import type { programMessages as en } from '../en/program.js';

/** The program as a whole: what --help says beside the commands. */
export const programMessages: Record<keyof typeof en, string> = {
  'program.about': '通过 rexflow 的 gateway 将软件发布到普通的 Linux 服务器。',
  'program.json': '标准输出只写 JSON；持续的输出每行一份',
  'program.version': '显示版本及其提交',
  'program.help': '显示帮助',
  'program.afterError': '（--help 列出全部命令）',
  'program.choices': '可选：{choices}',
  'program.default': '默认：{value}',
  'program.extra': '{text}（{more}）',
  'program.releases': '发布：',
  'program.apps': '应用和主机：',
  'program.fleet': '以文件管理资源：',
  'program.packages': '程序包和发布包：',
  'program.access': '登录和系统：',
  'program.exits': '退出码：',
  'program.environment': '环境变量：',
  'program.url': '优先于 login 保存在 $XDG_CONFIG_HOME/rexflow/cli.json 中的内容',
  'program.plain': '不用颜色；无人值守：逐行输出',
  'program.language': 'en 或 zh，输出的语言；未设置则由区域设置决定（LC_ALL、LC_MESSAGES、LANG）',
  'program.servers': '本套 rexflow 自身的程序，在其服务器上运行：',
  'servers.gateway': '接收请求：提供 HTTP API 和控制台的程序，配置由 REXFLOW_CONFIG 指定',
  'servers.worker': '执行请求：连接各主机的程序',
  'servers.admin': '创建第一个用户（密码只显示一次），或从标准输入读取并设置密码',
  'servers.name': '用户名',
  'program.examples': '示例：',
};
