import type { EventView, LogLine } from '#api';
import type { EventsAsked, StoredEvent } from '#records';
import { eventView } from '../presenters/event.js';
import { logLinesOf } from '../presenters/log.js';

/** The form in which the events of a release are read. */
export interface Reading<View = unknown> {
  /** Readings of one form give an event the same text. */
  form: 'events' | 'lines';
  /** The filter of the events. */
  asks: Pick<EventsAsked, 'log' | 'appKey'>;
  /** Presents an event. */
  views(event: StoredEvent): readonly View[];
  /** The name of an event for an EventSource. */
  name(event: StoredEvent): string;
}

/** The events themselves. */
export const asEvents: Reading<EventView> = {
  form: 'events',
  asks: {},
  views: (event) => [eventView(event)],
  name: ({ kind }) => kind,
};

/** The lines of the log, of all apps or one of them. */
export const asLines = (appKey: string | null): Reading<LogLine> => ({
  form: 'lines',
  asks: { log: true, appKey },
  views: logLinesOf,
  name: () => 'line',
});
