const units = ['B', 'kB', 'MB', 'GB', 'TB'];

/** An amount of data in three digits or less: `0 B`, `812 B`, `4.1 MB`. */
export function bytes(amount: number): string {
  let value = Math.max(0, amount);
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit > 0 && value < 9.95 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}
