import { clearing, type bundleErrors } from '../bundles.js';
import { firstOf, type Details } from '../entry.js';
import { debianPackage } from '../packagePrograms.js';
import { zhFailed, zhSentences, zhStated, zhText, type ChineseEntry } from './entry.js';
import { zhBehind, zhPhrase } from './phrases.js';

/** Hosts with what was found on each. */
const hosts = (details: Details): string => zhSentences(zhStated(details, 'hosts'));

/** The files and hosts of PLAN_CHANGED, as the end of its sentence. */
const differing = ({ files = [], hosts = [] }: Details): string =>
  [
    { what: '文件', names: zhText(files) },
    { what: '主机', names: zhText(hosts) },
  ]
    .filter(({ names }) => names !== '')
    .map(({ what, names }) => `；${what}：${names}`)
    .join('');

/** What a release is made of. */
export const bundleErrorsZh: Record<keyof typeof bundleErrors, ChineseEntry> = {
  DOWNLOAD_FAILED: zhFailed(
    (d) => `url：无法下载 ${zhText(d.url)}：${zhPhrase(d.reason)}`,
    () => '请在 worker 所在机器上打开该地址（curl -I）；修正地址，或中间的代理、防火墙，然后重新提交。',
  ),
  DOWNLOAD_TIMEOUT: zhFailed(
    (d) => `url：${zhText(d.seconds)} 秒内未能下载 ${zhText(d.url)}`,
    () => '请查看程序包服务器对 worker 的响应速度，或调大 config.yml 的 package.timeout。',
  ),
  DOWNLOAD_TOO_LARGE: zhFailed(
    (d) => `url：${zhText(d.url)} 超过上限 ${zhText(d.limit)} 字节`,
    () => '请确认地址指向正确的程序包；若无误，请调大 config.yml 的 package.max_bytes。',
  ),
  DOWNLOAD_MISMATCH: zhFailed(
    (d) =>
      `url：${zhText(d.url)} 不是约定的文件：其 sha256 为 ${zhText(d.found)}，而 ${d.at === 'the request' ? '请求' : zhText(d.at)} 给出的是 ${zhText(d.expected)}`,
    () => '请同时重新发布程序包及其校验和，或查明是谁改动了其中之一；然后用正确的校验和重新提交。',
  ),
  DOWNLOAD_UNCHECKED: zhFailed(
    (d) =>
      `url：${zhText(d.url)} 没有校验和：${d.status !== undefined ? `对 ${zhText(d.at)}，服务器返回 ${zhText(d.status)}` : `${zhText(d.at)} ${d.others !== undefined ? '只有其他文件的校验和' : '的内容不是校验和'}`}`,
    () => '请发布校验和（sha256sum FILE > FILE.sha256），或随发布给出：--sha256 SUM。',
  ),
  ARCHIVE_UNKNOWN: zhFailed(
    (d) => `程序包 ${zhText(d.file)} 的名称是压缩包，内容却不是：${zhPhrase(d.reason)}`,
    () => '请查看文件内容，常见的是登录页或错误页；重新发布或上传程序包，或使用与内容相符的文件名。',
  ),
  ARCHIVE_DAMAGED: zhFailed(
    (d) => `程序包 ${zhText(d.file)} 无法解压：${zhPhrase(d.reason)}`,
    () => '请在构建处检查程序包（gzip -t、unzip -t），重新构建或上传后再提交。',
  ),
  ARCHIVE_UNSUPPORTED: zhFailed(
    (d) => `程序包 ${zhText(d.file)} 无法在此解压：${zhPhrase(d.what)}`,
    (d) =>
      d.program === undefined
        ? '请打包为 tar.gz 或 zip（不加密、不用少见的压缩方法）后发布。'
        : `请在 worker 所在机器上安装 ${zhText(d.program)}（apt-get install ${debianPackage(d.program)}），或打包为 tar.gz，然后重新提交。`,
  ),
  ARCHIVE_NAMES_UNREADABLE: zhFailed(
    (d) =>
      `程序包 ${zhText(d.file)} 中有文件名${d.encoding === undefined ? '不是 UTF-8，字符集未知' : `既不是 UTF-8 也不是 ${zhText(d.encoding)}`}；可能是 ${zhText(d.guesses) || '任何名称'}`,
    () => '请用 UTF-8 文件名打包，或指定字符集：rexflow group set GROUP package.names=gb18030（或其他可选值）。',
  ),
  PACKAGE_UNFIT: zhFailed(
    (d) =>
      d.settings === undefined
        ? `程序包 ${zhText(d.file)} 不可能是所要的内容：${zhBehind('其中是', d.found)}`
        : `程序包 ${zhText(d.file)} 与其应用组的 ${zhText(d.settings)} 不符：其顶层为 ${zhText(d.found)}`,
    (d) =>
      d.settings === undefined
        ? '请查看该地址或构建给出的内容（curl -sSL URL | head -c 300）：常见的是登录页、错误页或中断的上传；然后重新提交。'
        : `请查看其中的名称（tar -tf、unzip -l），修正构建或该设置（rexflow group set GROUP ${clearing(firstOf(d.settings))} 可取消它），然后重新提交。`,
  ),
  ARCHIVE_TOO_LARGE: zhFailed(
    (d) =>
      `程序包 ${zhText(d.file)} 解压后超过上限 ${zhText(d.limit)} ${d.unit === 'bytes' ? '字节' : d.unit === 'entries' ? '个条目' : zhText(d.unit)}`,
    (d) =>
      `请查看程序包内容；若无误，请调大 config.yml 的 package.${d.unit === 'bytes' ? 'max_unpacked' : 'max_entries'}。`,
  ),
  ARCHIVE_ESCAPES: zhFailed(
    (d) => `程序包 ${zhText(d.file)} 中的“${zhText(d.entry)}”指向目录之外`,
    () => '请重新打包，不要含绝对路径、.. 以及指向目录之外的链接。',
  ),
  ARCHIVE_NAME_NOT_ALLOWED: zhFailed(
    (d) => `程序包顶层含 ${zhText(d.names)}，而 package.top（checkdir）允许的是 ${zhText(d.allowed) || '空'}`,
    () =>
      `请修正程序包，或添加这些名称：rexflow group set GROUP 'package.top=["index.html"]'（列 checkdir），或将 config.yml 的 package.check_dir 设为 false。`,
  ),
  TREE_MISSING: zhFailed(
    (d) => `${zhPhrase(d.what)}：目录 ${zhText(d.path)} 不存在`,
    () => '请填充该目录（Enter:route:download 加 update=1），或确认所有 worker 共用 directories。',
  ),
  TREES_MISSING: zhFailed(
    (d) => `${zhPhrase(d.what)}：目录不存在或为空：${zhText(d.paths)}`,
    () => '请先填充（Enter:route:download，更新目录加 update=1；预发目录用 Deploy:Core:syncpro），然后重新提交。',
  ),
  TREE_EMPTY: zhFailed(
    (d) => `${zhPhrase(d.what)}：目录 ${zhText(d.path)} 为空，没有可发布的内容`,
    () => '请放入要发布的内容（Enter:route:download 加 update=1 可取回线上内容），然后重新提交。',
  ),
  TREE_ESCAPES: zhFailed(
    (d) => `${zhPhrase(d.what)}：链接 ${zhText(d.path)} 指向目录之外`,
    () => '请用链接所指的内容替换链接，或改为指向目录之内。',
  ),
  TREE_CONFLICT: zhFailed(
    (d) => `${zhPhrase(d.what)}：${zhText(d.path)} 无法合并：${zhPhrase(d.reason)}`,
    () => '请让两边同为文件或同为目录，或用 full=2 提交，整体替换而不合并。',
  ),
  FILES_MISSING: zhFailed(
    (d) => `${zhPhrase(d.what)}：${zhText(d.dir)} 中没有 ${zhText(d.paths)}`,
    () => '请放入这些文件，或从目录中该应用的 config_dir 里去掉它们的名称。',
  ),
  SOURCE_APP_MISSING: zhFailed(
    (d) => `senv：${zhText(d.senv)} 中没有应用组 ${zhText(d.group)} 的应用`,
    (d) => `请在 ${zhText(d.senv)} 的目录中添加该 local_name 的应用，或从其他环境发布。`,
  ),
  PLAN_CHANGED: zhFailed(
    (d) => `发布计划已不成立：${zhSentences(zhStated(d, 'changes'))}${differing(d)}`,
    () => '请查看新的发布计划，并用新计划的哈希发布。',
  ),
  DRIFTED: zhFailed(
    (d) =>
      d.late === undefined
        ? `主机上有手工修改的文件，发布会覆盖它们：${hosts(d)}。未做任何切换`
        : `发布准备之后主机上又有手工修改的文件，发布会覆盖它们：${hosts(d)}。该主机未切换`,
    (d) =>
      `查看：rexflow drift ${firstOf(d.apps)}。然后用 --on-drift overwrite（覆盖）或 --on-drift keep（保留）重新发布。`,
  ),
  DRIFT_NOT_KEPT: zhFailed(
    (d) => `手工修改的文件无法保留，因为新版本也修改了这些文件，或数量过多：${hosts(d)}。未做任何切换`,
    (d) => `查看：rexflow drift ${firstOf(d.apps)}。请把要保留的内容放入程序，再用 --on-drift overwrite 发布。`,
  ),
  BASE_DRIFTED: zhFailed(
    (d) => `full=1 以版本 ${zhText(d.release)} 为基础合并，但存储中已没有该版本，且没有主机保持其原样：${hosts(d)}`,
    (d) => `请用 full=2 发布完整程序，或先在一台主机上恢复这些文件（rexflow drift ${firstOf(d.app)} 可列出）。`,
  ),
  SOURCE_MOVED: zhFailed(
    (d) => `${zhText(d.senv)} 的 ${zhText(d.app)} 运行的是 ${zhText(d.found)}，不是 ${zhText(d.expected)}`,
    () => '请晋级它当前运行的版本，或先在那里恢复预期的版本。',
  ),
  BUNDLE_GONE: zhFailed(
    (d) => `存储中已没有任务 ${zhText(d.job)} 的发布包，无法再次发送`,
    () => '请从同一来源重新发布；调大 config.yml 的 release.keep_bundles 可保留更久。',
  ),
  GROUP_NOT_SEALED: zhFailed(
    (d) => `任务 ${zhText(d.job)} 的发布包中没有 ${zhText(d.group)} 的程序：当时它的所有主机都已停用`,
    (d) => `请单独发布 ${zhText(d.group)}，该任务从未发布到它：rexflow release ${zhText(d.group)}。`,
  ),
  PACKAGE_GONE: zhFailed(
    (d) => `bundle：存储中已没有程序包 ${zhText(d.bundle)}`,
    () => '请重新上传（标识不变）后重试；调大 config.yml 的 release.keep_packages 可保留更久。',
  ),
  PACKAGE_ELSEWHERE: zhFailed(
    (d) => `bundle：本 worker 的存储（${zhText(d.store)}）中没有程序包 ${zhText(d.bundle)}`,
    () => '请让 gateway 与各 worker 的 directories.store 为同一目录（rexflow doctor 可指出不一致处），重新上传后重试。',
  ),
  DIRECTORY_AWAY: zhFailed(
    (d) =>
      `没有存活的 worker 拥有该请求所用的 ${zhText(d.directory)}（标识 ${zhText(d.mark)}），已等待 ${zhText(d.seconds)} 秒；现有：${zhText(d.seen) || '无'}`,
    (d) =>
      `请启动拥有它的 worker，或将带此标识的存储卷挂载为所有 worker 的 ${zhText(d.directory)}（rexflow doctor 可指出不一致处），然后重新提交。`,
  ),
  PACKAGE_HOOKS_INVALID: zhFailed(
    (d) => `${zhText(d.group)} 的程序中的 ${zhText(d.file)} 无法使用：${zhText(d.problems)}`,
    (d) => `请修正程序包中的 ${zhText(d.file)}，或不执行其中的钩子（组的 hooks.fromPackage=false），然后重新提交。`,
  ),
  INIT_COMMAND_FAILED: zhFailed(
    (d) => `${zhText(d.of)} 的 ${zhText(d.command)} 以状态 ${zhText(d.status)} 结束：${zhText(d.output)}`,
    (d) => `请在 worker 所在机器上手工执行目录中的 ${zhText(d.command)}，修正后重新提交。`,
  ),
  LOCAL_IO: zhFailed(
    (d) => `${zhPhrase(d.what)}：${zhPhrase(d.reason)}`,
    () => '请在 worker 所在机器上查看 config.yml 中 directories 的属主、权限和剩余空间（df、ls -ld）。',
  ),
};
