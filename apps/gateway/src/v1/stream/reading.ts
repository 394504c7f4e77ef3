import type { EventsAsked, StoredEvent } from '#records';
import { eventView } from '../presenters/event.js';
import { linesOf } from '../presenters/log.js';

/** As what the events of a release are read. */
export interface Reading {
  /** Readings of one form tell an event in the same words. */
  form: 'events' | 'lines';
  /** Which of them. */
  asks: Pick<EventsAsked, 'log' | 'appKey'>;
  /** What each comes to. */
  views(event: StoredEvent): readonly unknown[];
  /** What an EventSource is told it is. */
  name(event: StoredEvent): string;
}

/** What happened. */
export const asEvents: Reading = {
  form: 'events',
  asks: {},
  views: (event) => [eventView(event)],
  name: ({ kind }) => kind,
};

/** What was said, of all apps or one of them. */
export const asLines = (appKey: string | null): Reading => ({
  form: 'lines',
  asks: { log: true, appKey },
  views: linesOf,
  name: () => 'line',
});
