/** The way to a value of a fleet file, by its keys and indexes. */
export type FleetPath = readonly (string | number)[];

/** Takes problems as they are found. */
export type ReportFault = (path: FleetPath, message: string) => void;

/** A path as a reader writes it: `groups.shop.health[0].url`. */
export const spellPath = (path: FleetPath): string =>
  path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part.replaceAll(/[\p{Cc}]/gu, '?').slice(0, 100)}`))
    .join('')
    .replace(/^\./, '');
