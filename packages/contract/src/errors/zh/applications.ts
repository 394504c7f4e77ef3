import type { applicationErrors } from '../applications.js';
import type { Details } from '../entry.js';
import { zhFailed, zhSentences, zhStated, zhText, type ChineseEntry } from './entry.js';
import { zhOfHost } from './hostPhrases.js';

const placeOf = (d: Details): string => (d.worker ? 'worker' : zhText(d.host));

export const applicationErrorsZh: Record<keyof typeof applicationErrors, ChineseEntry> = {
  INIT_MISSING: zhFailed(
    (d) => `启动脚本 ${zhText(d.path)} 不存在或不可执行`,
    () => '请在主机上安装并设为可执行（chmod +x），或修正目录中的 pro_init。',
  ),
  SERVICE_UNFIT: zhFailed(
    (d) => `无法启动和停止 ${zhText(d.service)}：${zhOfHost(d.reason)}`,
    () => '请在主机上设置好它，或修正该应用或其分组的 service；rexflow doctor 会说明是否已正确。',
  ),
  SHARED_MISSING: zhFailed(
    (d) => `${zhText(d.path)} 不存在，而每个发布都要指向它：未做任何改动`,
    (d) => `请将其放到该处，并使应用可读：${zhText(d.path)}；或将其从 shared 中去掉。然后重新提交。`,
  ),
  SHARED_IN_RELEASE: zhFailed(
    (d) => `${zhText(d.path)} 位于当前发布之中，而它今后不随发布更替：未做切换`,
    (d) =>
      `查看将移动的内容：rexflow plan ${zhText(d.app)} 加上要发布的内容。随后以相同参数执行 rexflow release 并加 --plan HASH 即会移动。`,
  ),
  SHARED_UNMOVABLE: zhFailed(
    (d) => `无法将 ${zhText(d.path)} 移到 ${zhText(d.to)}：${zhOfHost(d.reason)}`,
    (d) =>
      `请停止应用：cp -aT ${zhText(d.path)} ${zhText(d.to)}（两处只留一份），移走旧的，ln -s ${zhText(d.to)} ${zhText(d.path)}。然后重新提交。`,
  ),
  SHARED_ELSEWHERE: zhFailed(
    (d) => `${zhText(d.path)} 是指向 ${zhText(d.at)} 的链接，而 ${zhText(d.to)} 并不指向那里：未做切换`,
    (d) => `若数据在那里：ln -sT ${zhText(d.at)} ${zhText(d.to)}（先建上级目录，且该处不能已有目录）。然后重新提交。`,
  ),
  SHARED_MOVED: zhFailed(
    (d) => `${zhText(d.path)} 位于 ${zhText(d.from)}，而它应位于 ${zhText(d.to)}：发布会缺少它，未做任何更改`,
    (d) =>
      `请停止应用，然后在主机上执行：mv -T ${zhText(d.from)} ${zhText(d.to)} && ln -s ${zhText(d.to)} ${zhText(d.from)}（两处只留一份）。然后重新提交。`,
  ),
  OWNER_UNFIT: zhFailed(
    (d) => `${zhText(d.app)} 的文件无法交给 ${zhText(d.owner)}：${zhOfHost(d.reason)}`,
    (d) => `请在主机上允许，或以 root 登录，或更正应用的 owner；rexflow doctor ${zhText(d.app)} 会说明何时正确。`,
  ),
  SERVICE_NONE: zhFailed(
    (d) => `${zhText(d.app)} 没有可启动或停止的服务：其 service.type 为 none`,
    (d) => `请不要包含它，或说明由什么启动它：rexflow app show ${zhText(d.app)} --resolved。`,
  ),
  RELOAD_FAILED: zhFailed(
    (d) => `应用未能重新加载：${zhOfHost(d.reason)}`,
    () => '请查看它的输出，并在主机上手动重新加载试试；service.restart: restart 则改为停止后再启动。',
  ),
  HOOK_FAILED: zhFailed(
    (d) => `钩子 ${zhText(d.hook)} 失败：${zhOfHost(d.reason)}`,
    (d) =>
      `完整输出：rexflow logs。请修正 hooks.${zhText(d.hook)} 或它执行的程序，或让它只告警（onFailure: warn），然后重新提交。`,
  ),
  HOOK_NOT_ALLOWED: zhFailed(
    (d) =>
      `钩子 ${zhText(d.hook)} 要在 worker 上执行 ${zhText(d.command)}，而 ${zhText(d.worker)} 的 config.yml 不允许`,
    () =>
      '请在每个 worker 的 config.yml 的 hooks.allowed 中添加（rexflow doctor 会列出缺少的 worker），重启后重新提交。',
  ),
  HOOK_UNCERTAIN: zhFailed(
    (d) => `钩子 ${zhText(d.hook)} 已在 ${placeOf(d)} 上开始，但未看到它结束：它只执行一次，可能只完成了一半`,
    (d) =>
      `请在 ${placeOf(d)} 上查看 ${zhText(d.hook)} 做到了哪一步，手动补完或撤销，然后重新提交：新的发布会重新执行它。`,
  ),
  SECRET_UNKNOWN: zhFailed(
    (d) => `${zhText(d.setting)} 引用了密钥 ${zhText(d.name)}，而 worker 的 config.yml 中没有它`,
    (d) =>
      `请在每个 worker 的 config.yml 中写入 secrets.${zhText(d.name)}: file:/路径（或 \${VARIABLE}），重启后重新提交。`,
  ),
  SECRET_UNFIT: zhFailed(
    (d) => `${zhText(d.setting)} 引用的密钥 ${zhText(d.name)} 为空或含换行，不能作为请求头`,
    () => '请在其文件或变量中只写该值，写在一行内，然后重新提交。',
  ),
  HEALTH_CA_UNUSABLE: zhFailed(
    (d) =>
      `${zhText(d.app)} 的健康检查 ${zhText(d.check)}：worker 无法使用 ${zhText(d.path)}：${zhSentences(zhStated(d, 'reason'))}`,
    () => '请将证书（PEM）放到每个 worker 的该路径，或修正 health[].tls.ca，然后重新提交。',
  ),
  STOP_FAILED: zhFailed(
    (d) => `应用未能停止：仍有 ${zhText(d.processes)} 个进程`,
    () =>
      '请在主机上查看这些进程在等什么（ps；该用户能否结束它们），以及其 service（service.process 即 pro_key）是否匹配了其他进程。',
  ),
  START_FAILED: zhFailed(
    (d) => `启动后应用未运行：${zhOfHost(d.reason)}`,
    () => '请查看应用日志，以及 pro_dir 旁 .rexflow/<app_key>/ 中启动时最后的输出。',
  ),
};
