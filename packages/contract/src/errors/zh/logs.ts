import type { logErrors } from '../logs.js';
import { zhFailed, zhText, type ChineseEntry } from './entry.js';

/** Why the log of an application could not be read. */
export const logErrorsZh: Record<keyof typeof logErrors, ChineseEntry> = {
  LOGS_UNSET: zhFailed(
    (d) => `未说明 ${zhText(d.app)} 的日志位置`,
    (d) =>
      `请指明目录中的文件，或同时设置：rexflow app set ${zhText(d.app)} logs.directory=/var/log/app logs.file=app.log。`,
  ),
  LOG_ABSENT: zhFailed(
    (d) => `没有日志 ${zhText(d.path)}`,
    () => '请将应用组的 logs.directory、logs.file 与主机核对；lookLog 列出现有文件。',
  ),
  LOG_UNREADABLE: zhFailed(
    (d) => `日志 ${zhText(d.path)} 不是 ${zhText(d.user)} 可读的文件`,
    (d) => `请在主机上允许 ${zhText(d.user)} 读取，例如通过其用户组：usermod -aG adm ${zhText(d.user)}。`,
  ),
  LOG_OUTSIDE: zhFailed(
    (d) => `${zhText(d.path)} 指向 ${zhText(d.directory)} 之外`,
    () => '请将 logs.directory 设为文件实际所在的目录。',
  ),
  LOG_TOO_FAST: zhFailed(
    () => '日志增长过快，无法跟踪',
    () => '请用只匹配少量行的模式跟踪，或改为搜索：rexflow grep PATTERN APPS。',
  ),
  LOG_PATTERN: zhFailed(
    (d) => `主机无法按该模式搜索：${zhText(d.reason)}`,
    () => '请给出 grep -E 的正则表达式，或按原文搜索。',
  ),
};
