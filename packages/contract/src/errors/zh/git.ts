import { debianPackage, type gitErrors } from '../git.js';
import { zhFailed, zhText, type ChineseEntry } from './entry.js';
import { zhPhrase } from './phrases.js';

/** The Chinese of gitErrors. */
export const gitErrorsZh: Record<keyof typeof gitErrors, ChineseEntry> = {
  GIT_MISSING: zhFailed(
    (d) =>
      d.least === undefined
        ? `worker 上没有 ${zhText(d.program)}`
        : `worker 上的 ${zhText(d.program)} 低于 ${zhText(d.least)}：${zhText(d.found)}`,
    (d) => `请在每台 worker 机器上安装：apt-get install ${debianPackage(zhText(d.program))}。`,
  ),
  GIT_FAILED: zhFailed(
    (d) => `git 无法读取 ${zhText(d.repository)}：${zhPhrase(d.reason)}`,
    () => '请以 worker 的用户试 git ls-remote；修正地址、读取权限，ssh 还需 known_hosts 中有其一行。',
  ),
  GIT_REF_UNKNOWN: zhFailed(
    (d) =>
      d.why === 'both'
        ? `${zhText(d.repository)} 中标签与分支 ${zhText(d.ref)} 同名且不同`
        : `${zhText(d.repository)} 中没有${d.why === 'short' ? '标签或分支' : '标签、分支或提交'} ${zhText(d.ref)}${d.why === 'short' ? '，提交须写全' : ''}`,
    (d) =>
      d.why === 'both'
        ? '请写明所指：refs/tags/NAME 或 refs/heads/NAME。'
        : '请查看其中有什么（git ls-remote），推送缺少的，再用 --ref 指明名称发布。',
  ),
  GIT_LFS: zhFailed(
    (d) => `${zhText(d.repository)} 有 ${zhText(d.n)} 个文件存于 Git LFS，不会一并取得：${zhText(d.paths)}`,
    () => '请发布其构建产物（类型 url 或 upload），或用 export-ignore 排除这些文件。',
  ),
};
