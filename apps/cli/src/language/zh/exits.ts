import type { exitMessages as en } from '../en/exits.js';

/** What exit statuses mean. */
export const exitMessages: Record<keyof typeof en, string> = {
  'exit.0': '完成',
  'exit.1': '因 rexflow 内部错误（internal）或其他数字未列出的原因失败',
  'exit.2': '命令行有误',
  'exit.3': '被拒绝：不存在、被占用，或当前状态下不可行（refused）',
  'exit.4': '未登录，或没有此项权限',
  'exit.5': '无法连接 gateway 或其 Redis、MySQL（dependency）',
  'exit.6': '部分成功：有的应用完成，有的没有，且没有应用组同时运行多个版本',
  'exit.7': '要发布的内容缺失、有误或与计划不符，或您的命令失败（input、hook）',
  'exit.8': '主机无法连接或拒绝登录（unreachable、authentication、host-key）',
  'exit.9': '主机无法接收（disk、permission、transfer、switch、host）',
  'exit.10': '应用无法停止、启动或未正常应答（application、health）',
  'exit.11': '超过允许的时间（deadline）',
  'exit.12': '结果未知，或已由他人占用（lost、lease）：请先检查再决定',
  'exit.13': '已取消，或被更新的请求取代',
  'exit.14': '检查后发现问题（check、doctor、drift、plan）',
  'exit.15': '版本不一：部分成功，且有应用组同时运行多个版本：rexflow finish ID 或 rexflow undo ID',
  'exit.130': 'Ctrl-C：已开始的会继续',
  'exit.141': '读取输出的一方已离开（events -f、logs -f）',
};
