import type { EventView } from '#api';
import { formatBytes, formatCompactDuration } from '#api/client';
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

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
function errorText(data: Record<string, unknown>): string {
  const { trouble: met } = data as { trouble?: { code: string; message: string } | null };
  return met ? `: ${met.code} ${met.message}` : '';
}

function text({ kind, app, at, data }: EventView, { action, begun }: Known): string {
  const step = `${textOf(data.phase)}/${textOf(data.step)}`;
  const key = `${app ?? ''}/${step}`;
  switch (kind) {
    case 'accepted':
    case 'queued': {
      const apps = Array.isArray(data.apps) ? data.apps.length : 0;
      return `${textOf(data.action)} ${kind === 'queued' ? 'queued' : 'accepted'}, by ${textOf(data.caller)}, ${apps} app(s)`;
    }
    case 'granted':
      return 'its turn has come';
    case 'phase':
      return `phase ${textOf(data.phase)}${typeof data.batch === 'number' && data.batch > 0 ? `, batch ${data.batch + 1}` : ''}`;
    case 'step-begun':
      begun.set(key, Date.parse(at));
      return `${step} begun`;
    case 'step-ended': {
      const since = begun.get(key);
      const took = since === undefined ? '' : ` in ${formatCompactDuration(Date.parse(at) - since)}`;
      const sent = typeof data.bytes === 'number' ? `, ${formatBytes(data.bytes)} sent` : '';
      return `${step} ${textOf(data.state)}${took}${sent}${errorText(data)}`;
    }
    case 'waiting':
      return `${app === null ? '' : `${textOf(data.phase)} `}waits for ${textOf(data.for)}`;
    case 'vote': {
      const standing = standingWord(action, textOf(data.standing));
      return `${textOf(data.phase)} ${textOf(data.vote)}${standing ? `, ${standing}` : ''}${errorText(data)}`;
    }
    case 'cancelled':
      return `to be cancelled, by ${textOf(data.by)}`;
    case 'settled':
      return `settled: ${textOf(data.outcome)}${errorText(data)}`;
    case 'held':
      return `the installation is held by ${textOf(data.by)}: ${textOf(data.reason)}`;
    case 'resumed':
      return `the hold of the installation has ended${typeof data.by === 'string' ? `, by ${data.by}` : ''}`;
  }
}

/** An event in one line: time, app, host, what happened. */
export function plainLine(event: EventView, known: Known): string {
  const host = event.app === null ? undefined : known.host(event.app);
  const whose = event.app === null ? '-' : host === undefined ? event.app : `${event.app} (${host})`;
  return printable(`${clock(event.at)}  ${whose}  ${text(event, known)}`).replaceAll('\n', ' ');
}
