import { callerLanguage } from '#config/caller';
import { statement, type Statement } from '#contract';
import { spokenStatement } from '#config/terminal';
import { grades, type Mend } from '../look/mend.js';
import type { ReportedKey } from '../write/keyReport.js';

const words = {
  en: { taken: 'taken', replaced: 'replaced', dropped: 'dropped', absent: 'not there', unfit: 'unfit' },
  zh: { taken: '采用', replaced: '代替', dropped: '不用', absent: '未写', unfit: '不合' },
} as const;

const longest = (keys: readonly ReportedKey[]): number => Math.max(...keys.map(({ key }) => key.length));

/** One line for each key: what became of it, where it is now, and why. */
export function fateLines(keys: readonly ReportedKey[]): string[] {
  const language = callerLanguage();
  const width = longest(keys);
  return keys.map((one) => {
    const { key, fate, to } = one;
    const reason = fate === 'absent' ? null : one[language];
    const place = to === null || fate === 'dropped' ? '' : ` → ${to}`;
    return `  ${words[language][fate].padEnd(10)}${key.padEnd(width)}${place}${reason === null ? '' : `: ${reason}`}`;
  });
}

/** How many keys became what. */
export function fateCounts(keys: readonly ReportedKey[]): string {
  const language = callerLanguage();
  const fates = Object.keys(words.en) as ReportedKey['fate'][];
  return fates
    .map((fate) => ({ fate, n: keys.filter((key) => key.fate === fate).length }))
    .filter(({ n }) => n > 0)
    .map(({ fate, n }) => `${n} ${words[language][fate]}`)
    .join(', ');
}

/** Control characters of rows and hosts do nothing at a terminal. */
const printable = (text: string): string => text.replaceAll(/\p{Cc}/gu, '?');

function mendLines({ what, ids, cure }: Mend): string[] {
  const whole = ids.length > 0 ? statement('moving.ids', { what, ids: ids.join(', ') }) : what;
  return [`- ${printable(spokenStatement(whole))}`, ...cure.map((line) => `    ${printable(line)}`)];
}

/** What has to be mended as one list, the gravest first, each with what mends it. */
export function listLines(mends: readonly Mend[]): string[] {
  if (mends.every(({ grade }) => grade === 'know')) {
    return [spokenStatement(statement('moving.nothing')), ...mends.flatMap(mendLines)];
  }
  return grades.flatMap((grade) => {
    const ofGrade = mends.filter((one) => one.grade === grade);
    const title: Statement = statement(`moving.${grade}`, { n: ofGrade.length });
    return ofGrade.length === 0 ? [] : ['', spokenStatement(title), ...ofGrade.flatMap(mendLines)];
  });
}
