import type { ownerStatements } from '../owner.js';
import type { ChineseOf } from './entry.js';

/** Whose the files of an app are, and what keeps them from being so. */
export const ownerStatementsZh: ChineseOf<typeof ownerStatements> = {
  'owner.can': { message: '其文件可归 {owner} 所有' },
  'owner.noUser': {
    message: '没有用户 {user}，而其文件应归该用户所有',
    advice: '请在主机上创建（useradd {user}），或更正应用或分组的 owner。',
  },
  'owner.noGroup': {
    message: '没有用户组 {group}，而其文件应归该组所有',
    advice: '请在主机上创建（groupadd {group}），或更正应用或分组的 owner。',
  },
  'owner.layout': {
    message: 'nested 布局会把程序移到另一个目录，而 {login} 无权移动 {user} 的文件',
    advice: '请以 root 或 {user} 登录，或把 paths.backup 和 paths.place 设为 beside。',
  },
  'owner.noBecome': {
    message: '{login} 无法把其文件交给 {owner}',
    advice: '请在 fleet 中设置该主机的 login.become，并在主机的 sudoers（visudo）中用一行允许：{rule}',
  },
  'owner.noRight': {
    message: '{login} 不能免密码把其文件交给 {owner}',
    advice: '请在主机的 sudoers（visudo）中用一行允许，或写在 doas.conf 中：{rule}',
  },
  'owner.noMember': {
    message: '{login} 不在用户组 {group} 中，无法读取当前发布，也无法把文件交给该组',
    advice: '请在主机上将 {login} 加入该组（usermod -aG {group} {login}）；之后开始的会话即属于该组。',
  },
  'owner.umask': {
    message: '按 owner.umask {umask}，{login} 无法读取当前发布',
    advice: '请允许组读取（027），或以 root 或 {user} 登录。',
  },
  'owner.closed': {
    message: '{user} 无法穿过 {dir}，而它位于通往当前发布或共享数据的路径上',
    advice: '请在主机上放行：chmod o+x {dir}，或将 {user} 加入其用户组。',
  },
  'plan.owner': { message: '文件归谁所有' },
  'warning.unpruned': {
    message: '登录用户无权删除，因而留下：{path}（{n} 个目录）；应用的 owner 说明它们归谁所有',
  },
  'warning.unlabelled': { message: 'restorecon 未能为该发布设置所在位置的 SELinux 标签' },
  'app.ownerUser': { message: '其文件所属的用户' },
  'app.sharedInRelease': { message: '位于 {path} 之内或包含它，而它会随发布更替' },
};
