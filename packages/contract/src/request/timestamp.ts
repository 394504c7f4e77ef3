const written = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** The date stands in the calendar: JavaScript takes the 30th of February for the 2nd of March. */
const exists = (day: string): boolean => {
  const at = new Date(`${day}T00:00:00.000Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
};

/** Whether text is a timestamp as RFC 3339 writes it, with its zone, in a year that MySQL can hold. */
export function isTimestamp(text: string): boolean {
  const [, day] = written.exec(text) ?? [];
  if (day === undefined || !exists(day)) return false;
  const year = new Date(text).getUTCFullYear();
  return year >= 1970 && year <= 9999;
}
