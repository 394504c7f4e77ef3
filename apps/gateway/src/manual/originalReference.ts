import { actionsOfOriginal, fastnotesKeys, originalConfigKeys, type KeyFate } from '#rex';
import { escapeHtml } from './html.js';

const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [
    '<div class="table" tabindex="0"><table><thead><tr>',
    ...heads.map((head) => `<th>${head}</th>`),
    '</tr></thead><tbody>',
    ...rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`),
    '</tbody></table></div>',
  ].join('');

const code = (text: string): string => `<code>${escapeHtml(text)}</code>`;

/** The table of what became of each action of RexDeployV3 in this version. */
export const actionsReference = (): string =>
  table(
    ['action', 'what became of it', ''],
    actionsOfOriginal().map(({ name, fate, says, comesWith }) => [
      code(name),
      comesWith === null ? fate : `${fate}: comes with ${escapeHtml(comesWith)}`,
      escapeHtml(says),
    ]),
  );

const keyRow = ([key, { fate, to, reason }]: [string, KeyFate]): string[] => [
  code(key),
  fate,
  to === null ? '' : code(to),
  escapeHtml(reason?.en ?? ''),
];

/** The table of what became of each key of RexDeployV3's files. */
export const originalKeysReference = (): string =>
  table(
    ['key', 'what became of it', 'here', ''],
    [...Object.entries(originalConfigKeys), ...Object.entries(fastnotesKeys)].map(keyRow),
  );
