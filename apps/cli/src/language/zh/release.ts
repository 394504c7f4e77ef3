import type { releaseRequestMessages as en } from '../en/release.js';

/** Plans, releases and rollbacks: what is asked for. */
export const releaseRequestMessages: Record<keyof typeof en, string> = {
  'plan.help': '显示发布会做什么，不做改动',
  'plan.runCommands': '同时运行 local_pro_cmd 与 local_conf_cmd，以显示其结果',
  'release.help': '发布新版本：未指明其他来源则取自更新目录',
  'release.plan': '发布计划的哈希：内容有变则拒绝',
  'release.example': '更新目录中的内容',
  'source.senv': '另一环境正在运行的程序',
  'source.url': '由 worker 下载的程序包',
  'source.set': '加在相对 --url 之前的已配置地址（package.bases）',
  'source.sha256': '--url 的文件须具有的 sha256',
  'source.package': '本机的程序包：目录，或 tar.gz、tgz、tar、zip',
  'source.bundle': '已上传的程序包',
  'source.full': '程序包与运行中的合并（1）或将其取代（2）',
  'source.and': ' 和 ',
  'source.one': '{names}：只能给出其中一个',
  'source.fullMissing': '缺少 --full：--{name} 须加 --full 1（与运行中的合并）或 --full 2（取代）',
  'source.fullAlone': '--full 仅用于 --url、--package 和 --bundle',
  'source.setAlone': '--set 仅用于 --url',
  'source.sha256Alone': '--sha256 仅用于 --url',
  'rollback.help': '回滚到较早的发布',
  'rollback.to': '发布的标识，或其某条记录的 randomStr；省略则为上一个',
  'promote.help': '发布另一环境正在运行的程序',
  'promote.from': '来源环境',
  'promote.release': '来源须运行的 YYYYMMDD_HHmmss；运行其他版本则拒绝',
};
