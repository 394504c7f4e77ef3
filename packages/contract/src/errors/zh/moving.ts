import type { movingErrors } from '../moving.js';
import { zhRefused, zhStated, zhText, type ChineseEntry } from './entry.js';

/** What keeps an installation of RexDeployV3 from being moved over. */
export const movingErrorsZh: Record<keyof typeof movingErrors, ChineseEntry> = {
  CONFIG_OF_ORIGINAL: zhRefused(
    (d) =>
      `${zhText(d.path)} 是 RexDeployV3 的 config.yml，不是 rexflow 的。请用它生成一份：rexflow import --config ${zhText(d.path)}`,
  ),
  IMPORT_REFUSED: zhRefused((d) => `${zhText(zhStated(d, 'reason'))}；未写入任何内容`),
};
