import { redact } from '#contract';
import type { LogLine } from '#api';
import type { StoredEvent } from '#records';

interface Data {
  phase?: string;
  step?: string;
  batch?: number;
  state?: string;
  vote?: string;
  standing?: string | null;
  bytes?: number;
  for?: string;
  reasons?: string[];
  by?: string;
  reason?: string;
  then?: string;
  outcome?: string;
  /** Groups that were left with several releases. */
  mixed?: string[];
  trouble?: { code: string; message: string } | null;
  of?: string;
  stream?: 'out' | 'err';
  lines?: string[];
}

const because = ({ trouble }: Data): string => (trouble ? `: ${trouble.code}, ${trouble.message}` : '');

/** The note of rexflow itself about an event; null for an event no reader would miss. */
function noteOf(kind: StoredEvent['kind'], data: Data): string | null {
  switch (kind) {
    case 'phase':
      return `${data.phase} begins${data.phase === 'activate' ? `, batch ${(data.batch ?? 0) + 1}` : ''}`;
    case 'step-ended':
      return `${data.step} ${data.state}${data.bytes === undefined ? '' : `, ${data.bytes} bytes sent`}${because(data)}`;
    case 'waiting':
      return `waits for ${data.for}`;
    case 'skipped':
      return (data.reasons ?? []).join('; ');
    case 'vote':
      return data.vote === 'failed'
        ? `${data.phase} failed, standing ${data.standing ?? 'unknown'}${because(data)}`
        : null;
    case 'cancelled':
      return `cancelled by ${data.by}${data.then === undefined ? '' : `, to ${data.then} what is switched`}`;
    case 'paused':
      return `paused by ${data.by}${data.reason === undefined ? '' : `: ${data.reason}`}`;
    case 'continued':
      return `continued by ${data.by}`;
    case 'settled':
      return `settled: ${data.outcome}${data.mixed ? `, leaving mixed: ${data.mixed.join(', ')}` : ''}${because(data)}`;
    default:
      return null;
  }
}

/** The lines of the log that an event becomes; all of them have its number. */
export function logLinesOf({ id, at, appKey, kind, data: stored }: StoredEvent): LogLine[] {
  const data = redact(stored) as Data;
  const line = (stream: LogLine['stream'], text: string): LogLine => ({
    id,
    at: at.toISOString(),
    app: appKey,
    phase: data.phase ?? (kind === 'settled' ? 'settle' : ''),
    step: data.step ?? null,
    stream,
    text,
  });
  if (kind === 'log') return (data.lines ?? []).map((text) => line(data.stream ?? 'out', text));
  const note = noteOf(kind, data);
  return note === null ? [] : [line('note', note)];
}
