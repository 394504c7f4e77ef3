import type { StatementWords } from '../../words/statement.js';
import type { adoptionStatements } from '../adoption.js';

const seeHelp = '请指明该工具的部署目录：rexflow adopt APP --at PATH。';

/** What is found of the layouts of other tools, and what keeps them from being taken over. */
export const adoptionStatementsZh: Readonly<Record<keyof typeof adoptionStatements, StatementWords>> = {
  'adoption.absent': { message: '{at} 不存在', advice: seeHelp },
  'adoption.plain': {
    message: '{at} 是普通目录，不属于已知的任何工具',
    advice: '无需接管：首次发布会在原处放置链接，详见其发布计划。',
  },
  'adoption.elsewhere': { message: '{at} 既不是链接也不是目录', advice: seeHelp },
  'adoption.dangling': { message: '{at} 指向不存在的路径', advice: '请先用原工具使其指向应当在线的发布。' },
  'adoption.outside': {
    message: '{at} 位于或指向该工具的部署目录之外',
    advice: '请放回该工具原本的位置，或手动设置应用组的 paths.program、paths.shared 和 shared。',
  },
  'adoption.left': {
    message: '在线的 {at} 不是该工具的发布',
    advice: '若由 rexflow 发布则无需处理；否则请用该工具使其某个发布在线。',
  },
  'adoption.unknown': { message: '{at} 没有 Capistrano、Deployer、Ansistrano 或 Spug 的特征文件', advice: seeHelp },
  'adoption.both': {
    message: '{at} 同时有两种工具的文件，其日志无法说明在线的发布由谁创建',
    advice: '请移走不再使用的工具的文件（.dep 或 revisions.log）。',
  },
  'adoption.names': { message: '名称含有控制字符：{at}', advice: '请重命名或删除。' },
  'adoption.many': {
    message: '{at} 中的内容过多，超出检查上限',
    advice: '请清理不再需要的内容，或手动设置应用组的 paths.program、paths.shared 和 shared。',
  },
  'adoption.deep': {
    message: '{at} 层级过深，超出检查上限',
    advice: '请手动设置应用组的 paths.program、paths.shared 和 shared。',
  },
  'adoption.unseen': { message: '无法理解主机对 {at} 的回答', advice: seeHelp },
  'adoption.differs': {
    message: '{app}（{host}）为 {tool}，共享 {shared}；{other}（{otherHost}）为 {otherTool}，共享 {otherShared}',
  },
  'adoption.refusedOn': { message: '{app}（{host}）：{why}' },
  'adoption.nothingKept': { message: '无' },
  'adoption.nested': { message: '{app}（{host}）：paths.layout 为 nested，而其他工具的布局需要 separate' },
  'adoption.keptElsewhere': {
    message: '{app}（{host}）：{paths} 已是共享路径，存放于 {root}',
    advice: '请自行移到 {kept}，再设置应用组的 paths.shared。',
  },
  'adoption.partly': {
    message: '{group} 还有未检查的应用：共享路径须全组一致',
    advice: '请接管整个应用组：rexflow adopt {group}。',
  },
  'adoption.again': {
    message: '{link} 指向 {live}，由 {tool} 创建：此前 rexflow 在此发布了 {program}',
    advice: '请用 rexflow 重新发布，并停止使用 {tool} 发布。',
  },
  'adoption.ready': { message: '{root} 中 {tool} 的布局已接管' },
  'adoption.live': { message: '撤销首次发布时将回到 {tool} 的在线发布：{live}' },
  'adoption.advised': {
    message: '{link} 属于 {tool}，而设置中尚未体现',
    advice: '查看需要设置的内容：rexflow adopt {app}。',
  },
  'adoption.strays': {
    message: '在线发布中的 {links} 指向其外部，rexflow 的发布不会带有这些链接',
    advice: '请将其指向的内容放入 {kept}，或在切换前的钩子中创建链接。',
  },
  'adoption.unlinked': { message: '{kept} 中的 {names} 未被在线发布链接，保持原样' },
  'adoption.locked': {
    message: '{tool} 持有锁（{lock}）：可能正在发布',
    advice: '请待其结束后再用 rexflow 首次发布。',
  },
};
