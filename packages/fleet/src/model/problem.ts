import { inEnglish, type Statement } from '#contract';

/** The way to a value of a fleet file, by its keys and indexes. */
export type FleetPath = readonly (string | number)[];

/** Takes problems as they are found. */
export type ReportFault = (path: FleetPath, problem: Statement) => void;

/** A text that does not mean what it was to mean. */
export class Misfit extends RangeError {
  constructor(readonly problem: Statement) {
    super(inEnglish(problem).message);
    this.name = 'Misfit';
  }
}

/** A path as a reader writes it: `groups.shop.health[0].url`. */
export const spellPath = (path: FleetPath): string =>
  path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part.replaceAll(/[\p{Cc}]/gu, '?').slice(0, 100)}`))
    .join('')
    .replace(/^\./, '');
