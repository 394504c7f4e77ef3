import type { planMessages as en } from '../en/plan.js';

/** A plan as it is shown. */
export const planMessages: Record<keyof typeof en, string> = {
  'plan.is': '{action} 计划：{outcome}，{files} 个文件，{bytes}；策略 {policy}，每批 {batch}',
  'plan.isOf': '{action} 计划，版本 {versions}：{outcome}，{files} 个文件，{bytes}；策略 {policy}，每批 {batch}',
  'plan.same': '相同',
  'plan.restart': '重启',
  'plan.reload': '重新加载',
  'plan.more': '…… 还有 {n} 个',
  'plan.names': '{names} 和另外 {n} 个',
  'plan.refuse': '发布会被拒绝',
  'plan.overwrite': '会被覆盖',
  'plan.keep': '会被保留',
  'plan.conflict': '{path}（无法保留）',
  'plan.adopts': '{names} 中今后不随发布更替、将被移出的内容',
  'plan.adopt': '{from} -> {to}（{n} 项，{size}）',
  'plan.adoptUnmeasured': '{from} -> {to}（内容太多，未能及时测量）',
  'plan.adoptStopped':
    '在应用停止期间移动，并在原处留下链接；其间每处缺失通常不到 20 毫秒，发布会说明时长；release 加 --plan HASH 即表示同意，否则被拒绝',
  'plan.adoptRunning':
    '在应用运行期间移动，并在原处留下链接；其间每处缺失通常不到 20 毫秒，发布会说明时长；release 加 --plan HASH 即表示同意，否则被拒绝',
  'plan.byHand': '{names} 的手工改动',
  'plan.steps': '{names} 的步骤',
  'plan.owner': '{names} 的文件归谁所有',
  'plan.ownerUmask': '{owner}，umask {umask}',
  'plan.hooks': '{names} 的钩子，计划不执行其中任何一个',
  'plan.variables': '{names} 的变量',
  'plan.variable': '{name}={value}',
  'plan.variableChanged': '{name}={value}（已改变）',
  'plan.hook': '{when} {name}：{command}',
  'plan.hookAs': '{when} {name}，以 {user} 执行：{command}',
  'plan.hookOnce': '{when} {name}，只在这台主机上执行一次：{command}',
  'plan.program': '{names} 的程序',
  'plan.config': '{names} 的配置',
  'plan.text': '{names} 的文本',
  'plan.hash': '哈希 {hash}',
  'plan.next': '将同一命令中的 plan 换成 release 并加 --plan HASH，即照此执行，否则被拒绝',
};
