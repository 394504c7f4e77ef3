import type { installationStatements } from '../installation.js';
import type { ChineseOf } from './entry.js';

const mendRows = '请修正目录中的这些条目：在此之前，指名发布这些应用会被拒绝，其他应用不受影响。';
const belongApart =
  '数据库属于 {database}，{dir} 中的存储属于 {store}：另一套的主机会被拒绝，数据库恢复后也不会与主机对齐';
const storeRoom = '{dir} 剩余 {free} MiB，共 {total} MiB';

/** What the doctor finds of the installation itself, beside its servers. */
export const installationStatementsZh: ChineseOf<typeof installationStatements> = {
  'rows.usable': { message: '目录中的每个条目都可用' },
  'rows.unusable': { message: '{problems;}', advice: mendRows },
  'rows.unusableMore': { message: '{problems;}；另有 {n} 项，可用 action=list 查看', advice: mendRows },
  'hold.none': { message: '系统未暂停' },
  'hold.held': { message: '{hold}', advice: '原因消除后执行：{command}。' },
  'installation.nobody': { message: '无归属' },
  'installation.nameless': {
    message: '尚未命名',
    advice: '请启动一个 worker：第一个启动的会为数据库和存储命名。',
  },
  'installation.agreed': { message: '本套为 {who}，数据库与存储一致' },
  'installation.databaseOther': {
    message: belongApart,
    advice: '若数据库属于本套：rexflow takeover all --reason TEXT。若存储属于另一套：请改正 directories.store 并重启。',
  },
  'installation.storeOther': {
    message: belongApart,
    advice:
      '请为本套配置自己的存储（directories.store）；若 {dir} 就是自己的，请删除 {dir}/.installation，然后重启所有 worker。',
  },
  'git.there': { message: '每个 worker 都有 {groups}（来源为 git）所需的程序' },
  'git.lacking': {
    message: '{groups} 的来源是 git 代码仓库，而有 worker 缺少所需程序：{workers}',
    advice: '请在每台 worker 机器上安装（apt-get install git openssh-client util-linux），然后重启它。',
  },
  'git.ofWorker': { message: '{worker}（{programs}）' },
  'looks.off': {
    message: 'fleet.look 为 0：没有 worker 巡检主机，“异常”和“最后一次看到”只反映最近请求的结果',
  },
  'looks.seen': { message: '{hosts} 台主机中有 {seen} 台在 {time} 内被巡检过' },
  'looks.late': {
    message: '{hosts} 台主机中有 {seen} 台在 {time} 内被巡检过；下一台已等待巡检 {late}',
    advice:
      '请启动 worker 或再增加一个（rexflow doctor，workers.alive）；或调大 config.yml 的 fleet.look。worker 处理请求时巡检会等待。',
  },
  'directories.place': { message: '{names} 的 {path}' },
  'directories.differ': {
    message: '{directory} 不是同一目录：{places;}',
    advice: '请在这些机器上挂载同一存储卷，让 {directory} 指向它，然后重启。',
  },
  'directories.copied': {
    message: '{directory} 不是同一目录：{places;}（其中一个是另一个的副本，标识也相同）',
    advice: '请为所有机器挂载同一存储卷；若副本应是独立目录，请删除其中的 {mark} 并重启使用它的进程。',
  },
  'directories.shared': { message: '存活的 gateway 和 worker 共享各自所用的目录' },
  'directories.ofGateway': { message: 'gateway' },
  'directories.problem': { message: '{who} 的 {directory}：{problem}' },
  'directories.unmarked': {
    message: '{problems}',
    advice: '请挂载存储卷并允许 rexflow 写入（chown），或自行在其中创建标识：uuidgen >{mark}。',
  },
  'sources.database': { message: '{environment} 的数据库（MySQL {host}:{port}，{database}）' },
  'sources.readable': { message: '{database} 可访问，{table} 可读取' },
  'sources.lacking': {
    message: '{database} 中的 {table} 缺少 {columns}',
    advice: '请在 environments.{environment}.tables 下指明目录所用的表，或补上这些列。',
  },
  'store.writable': { message: '{dir} 可写入' },
  'store.unwritable': {
    message: '无法写入：{reason}',
    advice: '请将 directories.store 交给 gateway 的用户（chown），或以可写方式挂载。',
  },
  'store.room': { message: storeRoom },
  'store.little': {
    message: storeRoom,
    advice:
      '请腾出空间：调小 release.keep_bundles 或 release.keep_packages，或迁移 directories.store。至少要放得下一个 package.max_bytes 大小的程序包。',
  },
  'hostKeys.file': { message: '主机须出示 {file} 中的密钥；action=doctor 会逐台询问' },
  'hostKeys.recorded': { message: '{n} 台主机均已登记密钥' },
  'hostKeys.unrecorded': {
    message: '{of} 台主机中有 {n} 台未登记密钥：{hosts}',
    advice: '主机首次出示的密钥会被信任：请在可信网络中对它们执行 action=doctor，并核对 GET /v1/hosts。',
  },
  'names.all': { message: 'k 可以指名每个应用和应用组' },
  'names.unnameable': {
    message: 'k 无法指名 {names}：空格和逗号用于分隔名称，“all”表示全部应用',
    advice: '请在目录中改名（app_key、local_name）；在此之前，应用用其应用组指定，应用组用其应用指定。',
  },
  'version.one': { message: '网关为 rexflow {version}，{n} 个 worker 与其一致' },
  'version.several': {
    message: '网关为 rexflow {version}，但 {workers}',
    advice: '请逐一升级并重启：参见手册“运维”中的“升级”。',
  },
  'version.ofWorker': { message: 'worker {worker} 为 {version}' },
  'version.earlierWorker': { message: 'worker {worker} 为更早的版本' },
  'files.closed': { message: '{n} 个密钥所在的文件均不对他人开放' },
  'files.none': { message: 'config.yml 不含密钥，也未指定密钥文件' },
  'files.readable': {
    message: '{who} 所在机器上的任何人都可读取 {path}，其中含有密钥',
    advice: '请收紧权限：chmod o= {path}。随后请更换该密钥：可能已有人读过。',
  },
  'files.writable': {
    message: '{who} 所在机器上的任何人都可写入 {path}',
    advice: '请收紧权限：chmod o= {path}，并检查其内容：能写入者即可指挥 rexflow。',
  },
  'process.least': { message: '没有程序以 root 运行，也没有程序能修改自身' },
  'process.root': {
    message: '{who} 以 root 运行，而这并无必要',
    advice: '请以专用用户运行：手册“使用 systemd 安装”一章给出了单元文件与用户。',
  },
  'process.program': {
    message: '{who} 的运行用户可以修改程序本身',
    advice: '请将程序归 root 所有：对安装目录执行 chown -R root:。',
  },
  'units.same': { message: '{units} 与当前版本一致，并随机器启动' },
  'units.differ': {
    message: '{units} 与当前版本不一致',
    advice:
      '请查看差异：diff {installed} {shipped}。由 rexflow setup 写出的，请再次运行 rexflow setup；其他情况请复制，并执行 systemctl daemon-reload。随后重启；自己的改动请用 systemctl edit 保存。',
  },
  'units.disabled': { message: '{units} 不会随机器启动', advice: '请启用：systemctl enable {units}。' },
  'certificate.ofConsole': { message: '{address} 的证书' },
  'certificate.ofGateway': { message: 'gateway（{address}）的证书' },
  'certificate.ofRedis': { message: 'Redis（{address}）的证书' },
  'certificate.good': { message: '{certificate} 有效期至 {end}' },
  'certificate.ending': {
    message: '{certificate} 将于 {end} 到期，剩余 {days} 天',
    advice: '请在终止 TLS 的服务器上续期（certbot renew 或签发方），并重新加载该服务器。',
  },
  'certificate.ended': {
    message: '{certificate} 已于 {end} 到期',
    advice: '请在终止 TLS 的服务器上续期（certbot renew 或签发方），并重新加载该服务器。',
  },
  'certificate.ownEnding': {
    message: '{certificate} 将于 {end} 到期，剩余 {days} 天',
    advice:
      '请续期，然后执行 rexflow setup --tls-cert FILE --tls-key FILE；或替换 gateway.tls 的文件并执行 systemctl reload rexflow-gateway。',
  },
  'certificate.ownEnded': {
    message: '{certificate} 已于 {end} 到期',
    advice:
      '请续期，然后执行 rexflow setup --tls-cert FILE --tls-key FILE；或替换 gateway.tls 的文件并执行 systemctl reload rexflow-gateway。',
  },
  'certificate.waiting': {
    message: '{certificate} 有效期至 {end}；{file} 中是另一份证书，尚未启用',
    advice: '请重新读取：systemctl reload rexflow-gateway（SIGHUP）。',
  },
  'certificate.unusable': { message: '{certificate} 有效期至 {end}，但下次启动会失败：{reason}' },
  'certificate.otherName': {
    message: '{certificate} 用于 {names}，不适用于 environments.{environment}.url 的 {host}',
    advice: '请为该域名签发证书，或在 environments.{environment}.url 中写入用户使用的域名。',
  },
  'certificate.unseen': {
    message: '{certificate} 未能取得：{reason}',
    advice: '请在 gateway 所在机器上打开该地址：curl -v {address}。',
  },
  'certificate.silent': { message: '{n} 秒内没有应答' },
  'certificate.none': { message: '服务器没有出示证书' },
  'tls.noCertificate': { message: '不是 PEM 证书' },
  'tls.noKey': { message: '不是 PEM 私钥' },
  'tls.lockedKey': { message: '已用口令加密' },
  'tls.brokenChain': { message: '第一份证书之后的内容不是证书' },
  'tls.tooLarge': { message: '大于 {bytes} 字节' },
  'workers.hooksOf': { message: '{worker}：{hooks}' },
  'workers.hooksAllowed': { message: '每个 worker 都允许钩子在其上执行的内容：{hooks}' },
  'workers.hooksLacking': {
    message: '这些 worker 不允许钩子要在其上执行的内容：{workers}',
    advice: '请在这些 worker 的 config.yml 的 hooks.allowed 中添加，然后重启。',
  },
  'workers.alive': { message: '{n} 个存活' },
  'workers.none': {
    message: '没有存活的 worker：发布在等待',
    advice: '请用同一份 config.yml 启动 worker：npm run worker，或其 systemd 服务。',
  },
  'workers.clocksAgree': { message: '{n} 个 worker 的时钟与 Redis 一致' },
  'seen.lost': { message: '{path} 没有指向任何内容' },
  'seen.noProcess': { message: '没有运行中的进程' },
  'seen.nameless': { message: '无从得知哪些进程属于它：service.process 为空' },
  'seen.answers': { message: '它的应答为 {status}' },
  'seen.answersInstead': { message: '它的应答为 {status}，而非 {expected}' },
  'seen.answersSaying': { message: '它的应答为 {status}：{answer}' },
  'seen.answersInsteadSaying': { message: '它的应答为 {status}，而非 {expected}：{answer}' },
  'seen.late': { message: '它在 {seconds} 秒内没有应答' },
  'health.passed': { message: '{check} 正常' },
  'health.wrong': {
    message: '{check}：{why}',
    advice:
      '若应用正在运行，请按检查的设置在 worker 或主机上自己试一下，并修正该检查：rexflow app show {app} --resolved。',
  },
  'seen.notInARow': { message: '连续 {wanted} 次检查中只有 {n} 次正常' },
  'seen.refusedThere': { message: '其主机无法连接到它：{reason}' },
  'seen.noForwarding': {
    message: '其主机的 sshd 不允许转发连接：{reason}',
    advice: '请让 sshd 允许转发（AllowTcpForwarding local 或 yes，以及 PermitOpen），或去掉 from: host。',
  },
  'seen.ends': { message: '它以状态 {status} 结束' },
  'seen.endsSaying': { message: '它以状态 {status} 结束：{answer}' },
  'seen.noLineYet': { message: '启动后未写入任何内容，正在等待匹配“{line}”的行' },
  'seen.otherLine': { message: '启动后没有与“{line}”匹配的行；最后一行：{answer}' },
  'seen.noExpression': { message: '“{line}”不是该主机 grep -E 的正则表达式：{reason}' },
  'seen.noFile': { message: '没有该文件' },
  'seen.unreadable': {
    message: '登录用户无法读取它',
    advice: '请让该用户能读取该文件并进入其目录，或改用其他文件。',
  },
  'seen.encoded': { message: '它的应答标明为 {encoding} 编码，但无法解码' },
  'seen.otherAnswer': { message: '它的应答与“{pattern}”不符：{answer}' },
  'seen.atWork': { message: '此后一直有请求在处理它' },
  'seen.nobody': { message: '此后没有 worker 检查过它的主机' },
};
