import { endpoint } from './endpoint.js';
import { newLogListSchema, newLogSearchSchema, tailItemsSchema, tailQuery } from '../schemas/operations/logFiles.js';
import { releaseSchema } from '../schemas/release.js';

const taken = {
  description: 'it is stored and will be carried out; the part of each app has what was found',
  schema: releaseSchema,
  headers: { Location: 'where it stands' },
};
const tag = 'Events';
const headers = { 'Idempotency-Key': 'the same key and body again is the same search' };
const problems = [
  'APP_UNKNOWN',
  'APP_INCOMPLETE',
  'APP_AMBIGUOUS',
  'IDEMPOTENCY_MISMATCH',
  'QUEUE_AWAY',
  'QUEUE_FULL',
  'QUEUE_READONLY',
] as const;
const renamed = { k: 'apps', targets: 'apps' };

/** The logs that applications write on their hosts. */
export const applicationLogEndpoints = {
  searchLogs: endpoint({
    ...{ tag, headers, problems, renamed },
    summary: 'Search the logs of applications on their hosts, rotated and gzipped files too',
    notes:
      'In `logs.directory`, or in what the unit of systemd writes. The pattern is one argument of grep; rows, bytes (512 KiB) and time are limited.',
    auth: 'token',
    body: newLogSearchSchema,
    answers: { 202: taken },
  }),
  listLogs: endpoint({
    ...{ tag, headers, problems, renamed },
    summary: 'List the log files of applications on their hosts',
    auth: 'token',
    body: newLogListSchema,
    answers: { 202: taken },
  }),
  tailLogs: endpoint({
    tag,
    summary: 'Follow the logs of applications, as they are written',
    notes:
      'Each log is followed for an hour at the most, by its name: a file that is rotated is read to its end, and then the new one. Of more than 200 lines a second the rest is counted. Nothing of it is kept.',
    auth: 'token',
    query: tailQuery,
    headers: {
      Accept: 'text/event-stream streams; application/json answers once',
      'Last-Event-ID': 'a stream that goes on after this number tells no lines from before',
    },
    answers: {
      200: {
        description: 'what comes; a stream has a TailItem as the data of each event',
        schema: tailItemsSchema,
        media: ['application/json', 'text/event-stream'],
      },
    },
    problems: ['APP_UNKNOWN', 'APP_INCOMPLETE', 'APP_AMBIGUOUS', 'HOST_LOOK_LATE', 'QUEUE_AWAY'],
    renamed: { k: 'apps', targets: 'apps' },
  }),
};
