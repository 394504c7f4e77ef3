import { anything, list, map, named, object, orNull, text, timestamp, whole, word, type Of } from '#contract/schema';

/** One line a host or a worker said while it was at a release. */
const logLineSchema = named(
  'LogLine',
  object({
    id: whole('grows'),
    at: timestamp(),
    app: orNull(text('app_key; null for what was said of the whole release')),
    phase: text(),
    step: orNull(text()),
    stream: word(['out', 'err', 'note'], 'out and err: of a command; note: of rexflow'),
    text: text(),
  }),
);
export type LogLine = Of<typeof logLineSchema>;

/** Lines after a number. */
export const logsSchema = object({
  items: list(logLineSchema),
  next: whole('ask for what comes after this'),
});

/** What somebody did, as the audit keeps it. */
export const auditLineSchema = named(
  'AuditLine',
  object({
    id: whole(''),
    at: timestamp(),
    user: text(),
    action: text(),
    release: orNull(text('job id')),
    details: map(anything),
  }),
);
export type AuditView = Of<typeof auditLineSchema>;
