import { text, whole } from '#contract/schema';
import { endpoint } from './endpoint.js';
import { eventsSchema } from '../schemas/event.js';
import { logsSchema } from '../schemas/log.js';

const query = {
  after: whole(
    'only events with a greater number; Last-Event-ID says the same, and the greater of the two counts',
    0,
    999_999_999_999_999,
  ),
  wait: whole('seconds a JSON answer is held until there is an event', 0, 60),
};
const headers = {
  Accept: 'text/event-stream streams; application/json answers once',
  'Last-Event-ID': 'number of the last event seen',
};
const media = ['application/json', 'text/event-stream'] as const;
const answers = {
  200: {
    description: 'the events so far; a stream goes on with those to come and has an Event as the data of each',
    schema: eventsSchema,
    media,
  },
};
const streamEnded = {
  204: {
    description: 'a stream that has nothing to come: the release is settled',
    media: ['text/event-stream'],
  },
} as const;

/** What happens, as it happens. */
export const eventEndpoints = {
  followRelease: endpoint({
    tag: 'Events',
    summary: 'What happens to one release; a stream ends with its settlement',
    auth: 'token',
    query,
    headers,
    answers: { ...answers, ...streamEnded },
    problems: ['JOB_UNKNOWN', 'JOB_AMBIGUOUS'],
  }),
  followAll: endpoint({
    tag: 'Events',
    summary: 'What happens to all releases',
    notes: 'Without `after` a stream begins with what comes next, and a JSON answer with the newest hundred.',
    auth: 'token',
    query,
    headers,
    answers,
    problems: [],
  }),
};

/** What was said. */
export const logEndpoints = {
  readLogs: endpoint({
    tag: 'Events',
    summary: 'What hosts and workers said: of a long text its first and last lines, and so many texts of each app',
    auth: 'token',
    query: { ...query, app: text('only of this app (app_key)', { maxLength: 200 }) },
    headers,
    answers: {
      200: {
        description:
          'the lines so far; a stream goes on until the release is settled and has a LogLine as the data of each',
        schema: logsSchema,
        media,
      },
      ...streamEnded,
    },
    problems: ['JOB_UNKNOWN', 'JOB_AMBIGUOUS'],
  }),
};

/** What documents the rest. */
export const documentEndpoints = {
  getOpenApi: endpoint({
    tag: 'Documents',
    summary: 'This description, as OpenAPI 3.1',
    auth: 'none',
    answers: { 200: { description: 'OpenAPI 3.1', schema: { type: 'object' } } },
    problems: [],
  }),
  getFleetSchema: endpoint({
    tag: 'Documents',
    summary: 'The JSON schema of a fleet file, for editors',
    auth: 'none',
    answers: { 200: { description: 'JSON schema', schema: { type: 'object' } } },
    problems: [],
  }),
  getDocs: endpoint({
    tag: 'Documents',
    summary: 'This description, to read',
    auth: 'none',
    answers: { 200: { description: 'one page', schema: text(), media: ['text/html'] } },
    problems: [],
  }),
  getMetrics: endpoint({
    tag: 'Documents',
    summary: 'Figures for Prometheus',
    auth: 'none',
    answers: { 200: { description: 'the text format of Prometheus', schema: text(), media: ['text/plain'] } },
    problems: [],
  }),
};
