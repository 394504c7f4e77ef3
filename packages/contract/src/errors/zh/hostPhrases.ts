import type { Details } from '../entry.js';
import { zhText } from './entry.js';

/*
 * What the scripts on a host say of why something failed is English, and stands in the details of an error. `{n}` is data; what stands
 * at `<n>` is a phrase of its own. The first that fits counts.
 */
const phrases: readonly (readonly [english: string, chinese: string])[] = [
  ['<0>; units of {1} end at logout: {2}', '<0>；{1} 的单元在退出登录时结束：{2}'],
  ['no process <0>, <1> ended with status {2}: {3}', '没有进程（<0>），<1> 以状态 {2} 结束：{3}'],
  ['no process <0>, <1> ended with status {2}', '没有进程（<0>），<1> 以状态 {2} 结束'],
  [
    'no process <0>, and service.restart: never (is_restart_status 1) forbids to start one',
    '没有进程（<0>），而 service.restart: never（is_restart_status 为 1）不允许启动',
  ],
  [
    'process {0} <1> had begun before what was live was stopped: the new one does not run',
    '进程 {0}（<1>）在停止之前就已启动：新的没有运行',
  ],
  ['it was started, and no process <0> is left', '已启动，但没有留下进程（<0>）'],
  ['it ended with status {0}: {1}', '以状态 {0} 结束：{1}'],
  ['it ended with status {0}', '以状态 {0} 结束'],
  ['it was ended after {0} s: {1}', '{0} 秒后被结束：{1}'],
  ['it was ended after {0} s', '{0} 秒后被结束'],
  ['it is to run as {0}, and the login of this host has no become', '需要以 {0} 执行，而该主机的登录没有 become'],
  ['there is no user {0}', '没有用户 {0}'],
  ['there is no group {0}', '没有用户组 {0}'],
  [
    'only root or {0} may move a program of the nested layout to another directory',
    '只有 root 或 {0} 才能把 nested 布局的程序移到另一个目录',
  ],
  [
    '{0} has no way to act as root: login.become of the host, and the rule {1}',
    '{0} 无法取得 root 权限：请设置该主机的 login.become，并加上规则 {1}',
  ],
  ['{0} may not do this without a password, the rule for it: {1}', '{0} 不能免密码执行，所需规则：{1}'],
  ['{0} is not in the group {1}', '{0} 不在用户组 {1} 中'],
  ['its umask keeps {0} from reading what is live', '其 umask 使 {0} 无法读取当前发布'],
  ['see who logs in', '查看登录的用户'],
  ['{0} may not write to it, and so not rename it', '{0} 无权写入它，因而不能重命名'],
  ['{0} may not write to {1}', '{0} 无权写入 {1}'],
  ['it is neither a file nor a directory', '它既不是文件也不是目录'],
  ['it is a file, and {0} is a directory', '它是文件，而 {0} 是目录'],
  ['it lies in {0}, where a link leads to', '它位于 {0}，由链接指向该处'],
  ['there is data at both', '两处都有数据'],
  ['there is something at both', '两处都已存在'],
  ['the two are not on one file system', '两者不在同一文件系统上'],
  ['no link to it can be made there', '无法在该处建立指向它的链接'],
  ['it could not be renamed', '无法重命名'],
  ['with the key {0}', '关键字为 {0}'],
  ['of the application', '该应用'],
  ['of the unit {0}', '单元 {0}'],
  ['of the program {0} of supervisor', 'supervisor 的程序 {0}'],
  ['of the project {0} of docker compose', 'docker compose 的项目 {0}'],
  ['of {0} in pm2', 'pm2 的 {0}'],
  ['init script', '启动脚本'],
  ['the command', '该命令'],
  ['carry out {0}', '执行 {0}'],
  ['start {0}', '启动 {0}'],
  ['it is not installed, or not on the PATH of the user who logs in', '未安装，或不在登录用户的 PATH 中'],
  ['it is not installed', '未安装'],
  ['tell the time', '读取时间'],
  ['see on which file system {0} is', '查看 {0} 在哪个文件系统上'],
  ['see where {0} leads', '查看 {0} 指向何处'],
  ['see what is free at {0}', '查看 {0} 的剩余空间'],
  ['see what lies in {0}', '查看 {0} 中的内容'],
  ['read the link {0}', '读取链接 {0}'],
  ['read what was brought to {0}', '读取送到 {0} 的内容'],
  ['read what the command came to', '读取命令的结果'],
  ['read what the command said', '读取命令的输出'],
  ['list the logs', '列出日志文件'],
  ['search the log', '搜索日志'],
  ['read {0}', '读取 {0}'],
  ['list what is in {0}', '列出 {0} 中的内容'],
  ['list the processes of {0}', '列出 {0} 的进程'],
  ['encode the list of {0}', '编码 {0} 的清单'],
  ['count the files of {0}', '统计 {0} 的文件数'],
  ['tell what is to be verified in {0}', '确定 {0} 中需要校验的内容'],
  ['tell what differs', '确定有哪些不同'],
  ['tell what was kept', '确定保留了什么'],
  ['tell what goes', '确定要删除什么'],
  ['set the watch that goes back when nobody confirms', '设置无人确认时自动退回的监视'],
  ['hold {0} against what was released', '将 {0} 与所发布的内容比较'],
  ['find processes by their key', '按关键字查找进程'],
  ['its grep is that of BusyBox: install grep', '主机的 grep 来自 BusyBox：请安装 grep'],
  ['look for the processes with the key {0}', '查找关键字为 {0} 的进程'],
  ['look for the processes by service.commands.status', '通过 service.commands.status 查找进程'],
  ['it did not end', '它没有结束'],
  [
    'it calls what is not there or cannot be run, with {0} as its directory',
    '它调用的内容不存在或无法执行，其目录为 {0}',
  ],
  ['ask systemd about {0}', '向 systemd 查询 {0}'],
  ['ask pm2 about {0}', '向 pm2 查询 {0}'],
  ['ask docker', '查询 docker'],
  ['ask supervisor for the process of {0}', '向 supervisor 查询 {0} 的进程'],
  ['ask supervisor', '查询 supervisor'],
  ['ask sudo what it allows', '查询 sudo 允许什么'],
  ['start and stop have to be said', '必须指定 start 和 stop'],
  [
    'pm2 knows no application of this name, and service.file does not say what starts it',
    'pm2 中没有此名称的应用，service.file 也未说明由什么启动它',
  ],
  ['docker is not installed, or not on the PATH of the user who logs in', 'docker 未安装，或不在登录用户的 PATH 中'],
  [
    'docker has no compose: install docker-compose-plugin; docker-compose, which is version 1, will not do',
    'docker 没有 compose：请安装 docker-compose-plugin；docker-compose（版本 1）不可用',
  ],
  [
    '{0} may not ask docker: usermod -aG docker {1}, or set login.become of the host',
    '{0} 无权使用 docker：usermod -aG docker {1}，或设置该主机的 login.become',
  ],
  ['docker compose does not take {0}: {1}', 'docker compose 不接受 {0}：{1}'],
  ['docker does not answer: {0}', 'docker 没有响应：{0}'],
  [
    'service.services does not say which of its services load it at HUP',
    'service.services 未说明哪些服务在收到 HUP 时重新加载',
  ],
  ['it has no ExecReload', '它没有 ExecReload'],
  ['service.commands.reload is not set', '未设置 service.commands.reload'],
  ['it has no ExecReload, and service.restart is reload', '它没有 ExecReload，而 service.restart 为 reload'],
  ['systemd has not loaded it: {0}', 'systemd 未加载它：{0}'],
  ['supervisor knows no program of this name', 'supervisor 中没有此名称的程序'],
  ['{0} may not do this without a password: {1}', '{0} 不用密码就不能执行：{1}'],
  ['{0}, which was live, is gone, and there would be no way back', '原先运行的 {0} 已不存在，将无法退回'],
  ['it leads to {0} now, and led to {1} when the release was prepared', '它现在指向 {0}，而准备发布时指向 {1}'],
  ['it lies in {0}, in whose place a live link is to come', '它位于 {0} 中，而该处将成为当前链接'],
  ['it leads to {0}, where rexflow keeps what is its own', '它指向 {0}，那是 rexflow 存放自身内容之处'],
  ['it leads to {0}, which is live already', '它指向 {0}，该处已在运行'],
  ['it leads to {0}, and {1} is shared', '它指向 {0}，而 {1} 不随发布更替'],
  [
    'it is shared now, and {0}, where it would be kept, is there already',
    '它现在不随发布更替，而用来保存它的 {0} 已存在',
  ],
  ['it was renamed, and leads to nothing instead of {0}', '它已改名，却不指向 {0}，而是不指向任何目标'],
  ['it was renamed, and leads to {0} instead of {1}', '它已改名，却指向 {0}，而不是 {1}'],
  ['it cannot be moved to {0}', '它无法移动到 {0}'],
  ['cannot be moved to {0}', '无法移动到 {0}'],
  ['cannot be moved back from {0}', '无法从 {0} 移回'],
  ['it cannot be renamed', '它无法改名'],
  ['it cannot be made', '无法创建'],
  ['{0} cannot be made', '无法创建 {0}'],
  ['{0} cannot be written', '无法写入 {0}'],
  ['this was its first release on this host', '这是它在此主机上的首次发布'],
  ['it was written to while it was verified', '校验期间它被写入'],
  ['it is not the list that was sent', '它不是所发送的清单'],
  ['it is not there', '它不存在'],
  [
    'setuid or setgid did not stay: its file system, or the group it belongs to, does not allow it',
    'setuid 或 setgid 未能保留：文件系统或其所属的组不允许',
  ],
  ['{0} files instead of {1}', '有 {0} 个文件，而不是 {1} 个'],
];

const literal = (text: string): string => text.replace(/[.*+?^$()|[\]\\]/g, '\\$&');
const patterns = phrases.map(
  ([english, chinese]) => [new RegExp(`^${literal(english).replace(/[{<]\d[}>]/g, '(.*?)')}$`, 's'), chinese] as const,
);

/** No script says more by itself; a longer text is what a program wrote. */
const longest = 4000;

function phraseOf(text: string): string {
  if (text.length > longest) return text;
  for (const [pattern, chinese] of patterns) {
    const found = pattern.exec(text);
    if (found === null) continue;
    const [, ...parts] = found;
    return chinese
      .replace(/<(\d)>/g, (_, place: string) => phraseOf(parts[Number(place)]!))
      .replace(/\{(\d)\}/g, (_, place: string) => parts[Number(place)]!);
  }
  return text;
}

/** What a script on a host said, in Chinese; what a program there said stays as it is. */
export const zhOfHost = (value: Details[string]): string => phraseOf(zhText(value));
