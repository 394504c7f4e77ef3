/** A timestamp in the reader's time zone: the time alone for today, otherwise with its day. */
export function formatTimestamp(iso: string, language: string, now: number): string {
  const at = new Date(iso);
  const sameDay = at.toDateString() === new Date(now).toDateString();
  return new Intl.DateTimeFormat(language, {
    ...(sameDay ? {} : { month: 'short', day: 'numeric' }),
    hour: '2-digit',
    minute: '2-digit',
    ...(sameDay ? { second: '2-digit' } : {}),
    hourCycle: 'h23',
  }).format(at);
}

/** The same in full, for who wants to know exactly. */
export const formatFullTimestamp = (iso: string, language: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'long' }).format(new Date(iso));

/** `20260131_120059`, the name of a release directory, in a form that can be read. */
export const formatReleaseStamp = (stamp: string): string =>
  stamp.replace(/^(\d{4})(\d{2})(\d{2})_(\d{2})(\d{2})(\d{2})$/, '$1-$2-$3 $4:$5:$6');
