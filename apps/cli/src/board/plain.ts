import type { EventView } from '#contract';
import { clock, size, span } from '../output/figures.js';
import { tame } from '../output/width.js';

/** What is known of a release where an event is told in a line. */
export interface Known {
  /** Host of an app. */
  host(app: string): string | undefined;
  /** When a step began, by "app/phase/step". */
  begun: Map<string, number>;
}

const said = (value: unknown): string => (typeof value === 'string' ? value : '');
function trouble(data: Record<string, unknown>): string {
  const { trouble: met } = data as { trouble?: { code: string; message: string } | null };
  return met ? `: ${met.code} ${met.message}` : '';
}

function text({ kind, app, at, data }: EventView, { begun }: Known): string {
  const step = `${said(data.phase)}/${said(data.step)}`;
  const key = `${app ?? ''}/${step}`;
  switch (kind) {
    case 'accepted':
    case 'queued': {
      const apps = Array.isArray(data.apps) ? data.apps.length : 0;
      return `${said(data.action)} ${kind === 'queued' ? 'waits in line' : 'accepted'}, by ${said(data.caller)}, ${apps} app(s)`;
    }
    case 'granted':
      return 'its turn has come';
    case 'phase':
      return `phase ${said(data.phase)}${typeof data.batch === 'number' && data.batch > 0 ? `, batch ${data.batch + 1}` : ''}`;
    case 'step-begun':
      begun.set(key, Date.parse(at));
      return `${step} begun`;
    case 'step-ended': {
      const since = begun.get(key);
      const took = since === undefined ? '' : ` in ${span(Date.parse(at) - since)}`;
      const sent = typeof data.bytes === 'number' ? `, ${size(data.bytes)} sent` : '';
      return `${step} ${said(data.state)}${took}${sent}${trouble(data)}`;
    }
    case 'waiting':
      return `${said(data.phase)} waits for ${said(data.for)}`;
    case 'vote': {
      const standing = said(data.standing);
      return `${said(data.phase)} ${said(data.vote)}${standing ? `, ${standing}` : ''}${trouble(data)}`;
    }
    case 'cancelled':
      return `to be cancelled, by ${said(data.by)}`;
    case 'settled':
      return `settled: ${said(data.outcome)}${trouble(data)}`;
  }
}

/** An event in one line: time, app, host, what happened. */
export function plainLine(event: EventView, known: Known): string {
  const host = event.app === null ? undefined : known.host(event.app);
  const whose = event.app === null ? '-' : host === undefined ? event.app : `${event.app} (${host})`;
  return tame(`${clock(event.at)}  ${whose}  ${text(event, known)}`).replaceAll('\n', ' ');
}
