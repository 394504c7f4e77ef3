import type { EventView, TroubleView } from '#api';
import type { Statement } from '#contract';
import { formatBytes, formatCompactDuration } from '#api/client';
import { errorAtTerminal } from '../language/errorAtTerminal.js';
import { enumerated, sentence } from '../language/sentence.js';
import { listAtTerminal, wholeAtTerminal } from '../language/statementAtTerminal.js';
import { phaseWord, stepWord, wireWord } from '../language/word.js';
import { clock } from '../output/figures.js';
import { standingWord } from '../output/standingWord.js';
import { printable } from '../output/width.js';

/** What an event does not say and its line needs. */
export interface Known {
  /** The action, where all events are of one request. */
  action?: string;
  /** Host of an app. */
  host(app: string): string | undefined;
  /** When a step began, by "app/phase/step". */
  begun: Map<string, number>;
}

const mostNames = 10;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
function errorText({ trouble }: Record<string, unknown>): string {
  if (!trouble) return '';
  const met = trouble as TroubleView;
  return sentence('error.behind', { text: `${met.code} ${errorAtTerminal(met).message}` });
}

/** How a step ended: in which time, with what sent, and why not well. */
function endText(step: string, since: number | undefined, { at, data }: EventView): string {
  const took =
    since === undefined ? '' : sentence('event.took', { time: formatCompactDuration(Date.parse(at) - since) });
  const sent = typeof data.bytes === 'number' ? sentence('outcome.sent', { bytes: formatBytes(data.bytes) }) : '';
  return sentence('event.is', { what: step, state: wireWord(textOf(data.state)) }) + took + sent + errorText(data);
}

/** The names of what changed, as many as fit on a line. */
function namesIn(list: unknown): string {
  const names = (Array.isArray(list) ? (list as unknown[]) : []).map((one) =>
    typeof one === 'string' ? one : textOf((one as { name?: unknown } | null)?.name),
  );
  return enumerated(names.slice(0, mostNames)) + (names.length > mostNames ? ' …' : '');
}

/** Why apps were left out. */
function reasonsIn({ reasons, statements }: EventView['data']): string[] {
  const texts = Array.isArray(reasons) ? reasons.map(textOf) : [];
  return listAtTerminal(texts, Array.isArray(statements) ? (statements as (Statement | null)[]) : undefined);
}

function text(event: EventView, { action, begun }: Known): string {
  const { kind, app, at, data } = event;
  const phase = phaseWord(textOf(data.phase));
  const step = `${phase}/${stepWord(textOf(data.step))}`;
  const key = `${app ?? ''}/${textOf(data.phase)}/${textOf(data.step)}`;
  const by = textOf(data.by);
  switch (kind) {
    case 'accepted':
    case 'queued':
      return sentence(`event.${kind}`, {
        action: wireWord(textOf(data.action)),
        caller: textOf(data.caller),
        n: Array.isArray(data.apps) ? data.apps.length : 0,
      });
    case 'granted':
      return sentence('event.granted');
    case 'skipped':
      return reasonsIn(data).join('; ');
    case 'phase':
      return typeof data.batch === 'number' && data.batch > 0
        ? sentence('event.phaseBatch', { phase, batch: data.batch + 1 })
        : sentence('event.phase', { phase });
    case 'step-begun':
      begun.set(key, Date.parse(at));
      return sentence('event.stepBegun', { step });
    case 'step-ended':
      return endText(step, begun.get(key), event);
    case 'waiting': {
      const what = wholeAtTerminal({ message: textOf(data.for), statement: data.statement as Statement | undefined });
      return app === null ? sentence('event.waits', { for: what }) : sentence('event.waitsIn', { phase, for: what });
    }
    case 'vote': {
      const standing = standingWord(action, textOf(data.standing));
      const stands = standing && sentence('event.standing', { standing });
      return sentence('event.is', { what: phase, state: wireWord(textOf(data.vote)) }) + stands + errorText(data);
    }
    case 'cancelled':
      return sentence('event.cancelled', { by });
    case 'paused':
      return data.reason === undefined
        ? sentence('event.paused', { by })
        : sentence('event.pausedBecause', { by, reason: textOf(data.reason) });
    case 'continued':
      return sentence('event.continued', { by });
    case 'settled':
      return `${sentence('event.settled', { outcome: wireWord(textOf(data.outcome)) })}${errorText(data)}`;
    case 'held':
      return sentence('event.held', { by, reason: textOf(data.reason) });
    case 'resumed':
      return by === '' ? sentence('event.resumed') : sentence('event.resumedBy', { by });
    case 'catalogue':
      return sentence('event.catalogue', { by, names: namesIn(data.changes) });
    case 'seen':
      return sentence('event.seen', { names: namesIn([data.apps, data.hosts].flat()) });
  }
}

/** An event in one line: time, app, host, what happened. */
export function plainLine(event: EventView, known: Known): string {
  const host = event.app === null ? undefined : known.host(event.app);
  const whose = event.app === null ? '-' : host === undefined ? event.app : `${event.app} (${host})`;
  return printable(`${clock(event.at)}  ${whose}  ${text(event, known)}`).replaceAll('\n', ' ');
}
