import type { hostStatements } from '../hosts.js';
import type { ChineseOf } from './entry.js';

const treeRoom = '{dir} 剩余 {free} MiB，共 {total} MiB';
const inodes = '{dir} 剩余 {free} 个 inode，共 {total} 个';
const login = '登录用户为 {user}';
const loginShell = '登录用户为 {user}，shell 为 {shell}';
const forOwner = '：release.owner（{owner}）需要 root';
const dropOwner = '请清空 config.yml 的 release.owner，或以 root 登录。';
const clockAhead = '主机时钟比 worker 快 {ms} 毫秒';
const clockBehind = '主机时钟比 worker 慢 {ms} 毫秒';
const ownKey = 'rexflow 所用的 SSH 库不支持主机证书，只认主机自己的密钥';
const byTar = '没有 rsync：将用 tar 传输，未改变的文件也会传输';
const keepClocks = '请保持时钟一致（chrony、systemd-timesyncd）。';
const lost = '{path} 指向的目标不存在：它所经过的 .rexflow 已被删除';
const installScript = '请在主机上安装并设为可执行（chmod +x），或修正目录中的 pro_init。';

/** What the doctor and the check of a host find there, and what one does next with it. */
export const hostStatementsZh: ChineseOf<typeof hostStatements> = {
  'host.tools': { message: '所需工具齐全：{found}' },
  'host.toolsMissing': {
    message: '缺少：{missing}',
    advice: '请安装（coreutils、util-linux、findutils、gawk 或 mawk、tar），或放入无终端登录时的 PATH。',
  },
  'host.toolsToInstall': {
    message: '缺少：{missing}',
    advice: '请在主机上安装：{command}。或放入无终端登录时的 PATH。',
  },
  'host.rsync': { message: '{version}' },
  'host.rsyncMissing': {
    message: byTar,
    advice: '请在主机和 worker 所在机器上安装 rsync。',
  },
  'host.rsyncToInstall': {
    message: byTar,
    advice: '请在主机上安装：{command}。worker 所在机器也需要它。',
  },
  'host.tarPlain': {
    message: '没有 rsync，且主机的 tar 来自 BusyBox，无法取回单个文件：在此主机上的计划会失败',
    advice: '请在主机上安装 rsync，或 tar：{command}',
  },
  'host.findPlain': {
    message: '主机的 find 来自 BusyBox，无法判断文件是否被改动：每次发布都会读取全部在线文件',
    advice: '若速度足够，无需处理。否则请在主机上安装 findutils：{command}',
  },
  'host.grepPlain': {
    message: '主机的 grep 来自 BusyBox，只能看到命令行的第一个词：无法按 service.process（pro_key）找到应用',
    advice: '请在主机上安装 grep：{command}',
  },
  'host.tmp': {
    message: '没有可写入的临时目录：/tmp、/var/tmp、/dev/shm',
    advice: '请将其中之一以可写方式挂载（mount -o remount,rw /tmp）：rexflow run 和 bash 的 here-document 需要它。',
  },
  'host.stateClosed': {
    message: '{dir} 只允许 {user} 进入（权限 {mode}）：其他用户无法通过它访问当前链接',
    advice: '若应用以其他用户运行，请在主机上放开：chmod go+x {dir}',
  },
  'host.clockAhead': { message: clockAhead },
  'host.clockBehind': { message: clockBehind },
  'host.clockTooFarAhead': { message: clockAhead, advice: keepClocks },
  'host.clockTooFarBehind': { message: clockBehind, advice: keepClocks },
  'host.user': { message: login },
  'host.userShell': { message: loginShell },
  'host.notOwner': { message: `${login}${forOwner}`, advice: dropOwner },
  'host.notOwnerShell': { message: `${loginShell}${forOwner}`, advice: dropOwner },
  'host.whoLogsIn': { message: '登录用户' },
  'host.keyInFile': { message: '其密钥在 known_hosts 中，或已有人批准' },
  'host.keyKnown': { message: '其密钥已知；出示其他密钥会被拒绝' },
  'host.keyFirst': { message: '其密钥在首次连接时登记（GET /v1/hosts）；出示其他密钥会被拒绝' },
  'host.authorityAside': { message: `known_hosts 还允许证书颁发者（{authorities}）为其担保；${ownKey}` },
  'host.authority': {
    message: `known_hosts 允许证书颁发者（{authorities}）为其担保，而其密钥未经核对即被采用；${ownKey}`,
    advice: '请在主机上核对指纹并批准：rexflow host key HOST --approve 指纹。',
  },
  'host.room': { message: treeRoom },
  'host.roomLittle': {
    message: treeRoom,
    advice: '请在主机上腾出空间（df、du），或将其应用的 paths.program 放到其他磁盘。',
  },
  'host.state': { message: '锁和日志的存放处可写入' },
  'host.stateUnwritable': {
    message: '{user} 无法写入 pro_dir 旁的 .rexflow',
    advice: '请将 .rexflow 及其所在目录交给登录用户（chown）。',
  },
  'tree.writable': { message: '{dir} 可写入' },
  'tree.unwritable': {
    message: '{user} 无法写入 {dir}',
    advice: '请将其交给 {user}（chown），以可写方式挂载，或用其属主登录（config.yml 的 ssh.user）。',
  },
  'tree.room': { message: treeRoom },
  'tree.roomLittle': { message: treeRoom, advice: '请在主机上腾出空间，或调小 config.yml 的 release.keep。' },
  'tree.inodes': { message: inodes },
  'tree.inodesLittle': {
    message: inodes,
    advice: '请查找主机上是什么产生了大量文件（df -i、du --inodes），或调小 config.yml 的 release.keep。',
  },
  'live.leads': { message: '{path} 指向 {live}' },
  'live.directory': { message: '{path} 是目录' },
  'live.notLink': {
    message: '{path} 是目录，不是链接',
    advice: '无需处理：首次发布会将其移开，并在原处建立当前链接。',
  },
  'live.programAbsent': { message: '{path} 不存在', advice: '若从未发布到此主机，则无需处理。' },
  'live.configAbsent': {
    message: '{path} 不存在',
    advice: '若从未发布到此主机：发布会从此处取配置，请先创建并放入所需内容：mkdir -p {path}',
  },
  'live.lost': {
    message: lost,
    advice: '请重新发布或回滚该应用：链接会按记录重新指向 {live}。在此之前请勿重启应用。',
  },
  'live.lostForGood': {
    message: lost,
    advice: '请重新发布该应用：记录中的 {live} 也已不存在，因此无法退回。',
  },
  'live.whatWas': { message: '原先运行的版本' },
  'live.dangling': {
    message: '{path} 指向的目标不存在',
    advice: '请重新发布或回滚该应用：它无法从那里启动。',
  },
  'live.neither': {
    message: '{path} 既不是链接也不是目录',
    advice: '请在主机上将其移开，或修正目录中的 pro_dir 和 config_dir。',
  },
  'holder.none': { message: '尚不属于任何 rexflow：从此处首次发布时会登记本套名称' },
  'holder.own': { message: '属于本套 rexflow：{name}' },
  'holder.nameless': { message: '未留名称' },
  'holder.other': {
    message: '{app} 属于另一套 rexflow：{name}（{id}），从此处的任何改动都会被拒绝',
    advice: '请从那一套发布。若它已停用或交出该应用：rexflow takeover {app} --reason TEXT。',
  },
  'service.executable': { message: '{script} 可执行' },
  'service.notExecutable': { message: '{script} 不可执行', advice: installScript },
  'service.absent': { message: '{script} 不存在', advice: installScript },
  'service.known': { message: '{name} 可以启动和停止' },
  'service.none': { message: '无需启动：service.type 为 none' },
  'shared.kept': { message: '不随发布更替的内容保存在 {root}' },
  'shared.missing': {
    message: '{path} 不存在，而每个发布都要指向它',
    advice: '请将其放到该处，并使应用可读；或将其从分组的 shared 中去掉。',
  },
  'shared.inRelease': {
    message: '{path} 位于当前发布之中，而它今后不随发布更替',
    advice: '发布计划会显示将移到 {root} 之下的内容；按该计划发布（--plan HASH）即会移动，并在原处留下链接。',
  },
  'shared.elsewhere': {
    message: '{path} 是指向 {root} 以外位置的链接',
    advice: '请在 {root} 之下建立指向同一位置的链接；发布计划中有相应命令。',
  },
  'shared.moved': {
    message: '{path} 位于 {from} 之中，而它应位于 {root}：发布会从空数据开始',
    advice: '请停止应用，然后在主机上执行：mv -T {from} {root} && ln -s {root} {from}（两处只留一份）。',
  },
  'shared.unbrought': {
    message: '当前发布中有并非由发布带来的内容，下一次发布会将其留下：{paths}（{n} 个文件）',
    advice: '其中需要长期保留的：{command}',
  },
  'shared.unseen': {
    message: '无法查看 {root} 中保存了什么',
    advice: '请让登录用户能够查看当前发布和 {root}。',
  },
  'hook.users': { message: '钩子可以以其指定的用户执行' },
  'hook.noUser': {
    message: '没有用户 {user}，而某个钩子要以它执行',
    advice: '请在主机上创建（useradd {user}），或更正 hooks.commands 里的 user。',
  },
  'hook.noBecome': {
    message: '某个钩子要以 {user} 执行，而 {login} 无法切换为该用户',
    advice: '请在 fleet 中设置该主机的 login.become：sudo 或 doas。',
  },
  'hook.noRight': {
    message: '{login} 不能免密码以 {user} 执行钩子',
    advice: '请在主机的 sudoers 中允许：{login} ALL=({user}) NOPASSWD: /bin/sh, /usr/bin/sh',
  },
  'secret.known': { message: 'worker 的 config.yml 中有它引用的密钥：{names}' },
  'secret.missing': {
    message: '{setting} 引用了密钥 {name}，而 worker 的 config.yml 中没有它',
    advice: '请在每个 worker 的 config.yml 中以 file:/路径 或变量写入 secrets.{name}，并重启它们。',
  },
  'service.unknown': {
    message: '{name} 不存在',
    advice: '请在主机上以此名称设置好它，或修正该应用或其分组的 service。',
  },
  'service.cannot': {
    message: '{name} 存在，但不支持 service.restart 所要求的操作',
    advice: '请为其单元加上 ExecReload（systemctl edit），或将 service.restart 设为 restart。',
  },
  'compose.noDocker': {
    message: '没有 docker，或不在 {user} 的 PATH 中',
    advice: '请在主机上安装它和 docker-compose-plugin：docs.docker.com/engine/install',
  },
  'compose.noPlugin': {
    message: 'docker 没有 compose；docker-compose（版本 1）不可用',
    advice: '请在主机上安装：apt-get install docker-compose-plugin，或 Ubuntu 的 docker-compose-v2。',
  },
  'compose.noRight': {
    message: '{user} 无权使用 docker',
    advice: '请在主机上允许：usermod -aG docker {user}（等同于 root），或在 fleet 中设置该主机的 login.become。',
  },
  'compose.noDaemon': {
    message: 'docker 没有响应：{reason}',
    advice: '请在主机上启动：systemctl start docker；无 root 时为 systemctl --user start docker。',
  },
  'compose.noFile': {
    message: 'docker compose 不接受 {file}：{reason}',
    advice: '请在下一个发布中改正它，或修正该应用或其分组的 service。',
  },
  'service.denied': {
    message: '{user} 不用密码就不能执行：{call}',
    advice: '请在主机的 sudoers（visudo）或 doas.conf 中允许它：手册的 Services 一章有相应的行。',
  },
  'service.ends': {
    message: '{user} 的最后一个会话结束时，{name} 也会结束',
    advice: '请在主机上让它保持运行：loginctl enable-linger {user}',
  },
  'app.unseen': { message: '无法检查 {app}：{error}', advice: '{advice}' },
  'app.unseenProblem': { message: '无法检查 {app}：{error}', advice: '请查看问题所在：rexflow problems。' },
  'app.unseenLate': {
    message: '无法检查 {app}：之前的应用耗时过长',
    advice: '请单独检查：rexflow doctor {app}。',
  },
  'next.unchecked': { message: '尚未检查过' },
  'next.sshd': { message: '请从 worker 所在机器查看其 sshd 是否响应' },
  'next.sshdBehind': { message: '请从 worker 所在机器或 {jump} 查看其 sshd 是否响应' },
  'next.compareKey': {
    message: '请与主机自身输出的指纹核对（ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub），然后批准',
  },
  'next.otherKey': { message: '请向管理者确认是否重装过并核对指纹，确认后才批准新密钥' },
  'next.letIn': { message: '请让 config.yml 的密钥（private_key）能以 {user} 登录' },
  'next.askKeys': { message: '请获取其密钥' },
  'next.advice': { message: '{advice}' },
  'next.add': { message: '已就绪，可以添加' },
  'next.out': { message: '已就绪，但处于停用状态：{reason}' },
  'next.noApp': { message: '已就绪，但其上没有应用' },
  'next.ready': { message: '已就绪：可以向其发布' },
};
