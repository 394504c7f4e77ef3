const colours = /\u001b\[[0-9;]*m/g;
const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;

/** Columns a text takes on a terminal, colours not counted. */
export function width(text: string): number {
  let sum = 0;
  for (const sign of text.replaceAll(colours, '')) sum += wide.test(sign) ? 2 : 1;
  return sum;
}

/** A text without colours cut to so many columns; what is cut ends in "…". */
export function cut(text: string, columns: number): string {
  if (width(text) <= columns) return text;
  let kept = '';
  for (const sign of text) {
    if (width(kept + sign) > columns - 1) break;
    kept += sign;
  }
  return columns > 0 ? `${kept}…` : '';
}

export const padEnd = (text: string, columns: number): string => text + ' '.repeat(Math.max(0, columns - width(text)));
export const padStart = (text: string, columns: number): string =>
  ' '.repeat(Math.max(0, columns - width(text))) + text;

const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** Text of a host or a caller without what would steer the terminal; lines and tabs stay. */
export const printable = (text: string): string => text.replaceAll('\r\n', '\n').replaceAll(controls, '?');

const tokens = /\u001b\[[0-9;]*m|./gsu;

/** A text with colours without what is beyond so many columns; colours are still ended. */
export function clip(text: string, columns: number): string {
  let left = columns;
  return (text.match(tokens) ?? [])
    .filter((token) => {
      if (token.startsWith('\u001b[')) return true;
      left -= width(token);
      return left >= 0;
    })
    .join('');
}
