import { type Code, outcomes, requestStates } from '#contract';
import { timestamp, page, text, whole, word } from '#contract/schema';
import { endpoint } from './endpoint.js';
import { actionPlaces, lookedSchema, newActionSchema } from '../schemas/actions.js';
import { cancelSchema, pauseSchema } from '../schemas/hold.js';
import { partWithStepsSchema, releaseHeadSchema, releaseSchema } from '../schemas/release.js';
import { programQuery } from '../schemas/provenance.js';
import { newPromotionSchema, newReleaseSchema, newRollbackSchema, newUndoSchema } from '../schemas/requests.js';
import { finishPlanSchema, undoPlanSchema } from '../schemas/undo.js';

const taken = {
  description: 'it is stored and will be carried out, whatever dies now; follow it by its id',
  schema: releaseSchema,
  headers: { Location: 'where it stands' },
};

const idempotency = { 'Idempotency-Key': 'the same key and body again is the same release' };
const ofApps: readonly Code[] = [
  'APP_UNKNOWN',
  'APP_INCOMPLETE',
  'APP_AMBIGUOUS',
  'PATHS_MEET',
  'SERVICES_MEET',
  'RELEASED_APART',
  'NOT_AUTOMATED',
];

const queueAway: readonly Code[] = ['QUEUE_AWAY', 'QUEUE_FULL', 'QUEUE_READONLY'];
const shared: readonly Code[] = [...ofApps, 'APP_BUSY', 'HOLD', 'IDEMPOTENCY_MISMATCH', ...queueAway];
const again: readonly Code[] = [
  'JOB_UNKNOWN',
  'JOB_AMBIGUOUS',
  'JOB_UNSETTLED',
  'RETRY_NOTHING',
  ...ofApps,
  'APP_BUSY',
  'HOLD',
  ...queueAway,
];

const undoing: readonly Code[] = [
  'JOB_UNKNOWN',
  'JOB_AMBIGUOUS',
  'JOB_UNSETTLED',
  'UNDO_NOTHING',
  'RELEASED_SINCE',
  ...ofApps,
];

/** What is to be done. */
export const releaseEndpoints = {
  createRelease: endpoint({
    tag: 'Releases',
    summary: 'Release a new version to every server of the apps',
    auth: 'token',
    headers: idempotency,
    body: newReleaseSchema,
    answers: { 202: taken },
    problems: [...shared, 'SOURCE_UNKNOWN', 'SOURCE_NOT_ALLOWED', 'SOURCES_DIFFER', 'SEVERAL_GROUPS', 'BUNDLE_UNKNOWN'],
    renamed: {
      k: 'apps',
      targets: 'apps',
      senv: 'source.name',
      environment: 'source.name',
      version: 'provenance.version',
      commit: 'provenance.commit',
      url: 'source.url',
      base: 'source.set',
      full: 'source.full',
      bundle: 'source.id',
    },
  }),
  createRollback: endpoint({
    tag: 'Releases',
    summary: 'Go back to an earlier release',
    auth: 'token',
    headers: idempotency,
    body: newRollbackSchema,
    answers: { 202: taken },
    problems: [...shared, 'RELEASE_UNKNOWN', 'JOB_AMBIGUOUS'],
    renamed: { k: 'apps', targets: 'apps' },
  }),
  createPromotion: endpoint({
    tag: 'Releases',
    summary: 'Release what is live in another environment',
    auth: 'token',
    headers: idempotency,
    body: newPromotionSchema,
    answers: { 202: taken },
    problems: [...shared, 'SOURCE_UNKNOWN', 'SOURCE_NOT_ALLOWED'],
    renamed: { k: 'apps', targets: 'apps', senv: 'from', environment: 'from', expect: 'release' },
  }),
  createAction: endpoint({
    tag: 'Releases',
    summary: 'Any other action: service, check, run and the rest of the registry',
    auth: 'token',
    headers: idempotency,
    body: newActionSchema,
    answers: { 200: { description: 'an action that needs no worker is done', schema: lookedSchema }, 202: taken },
    problems: [...shared, 'SOURCE_UNKNOWN', 'SOURCE_NOT_ALLOWED', 'SEVERAL_GROUPS'],
    renamed: actionPlaces,
  }),
  listReleases: endpoint({
    tag: 'Releases',
    summary: 'Releases, newest first',
    auth: 'token',
    query: {
      state: word(requestStates),
      outcome: word(outcomes),
      action: text('only this action', { maxLength: 64 }),
      app: text('only where this app (app_key) takes part', { maxLength: 200 }),
      caller: text('only of this user', { maxLength: 64 }),
      ...programQuery,
      since: timestamp('accepted at or after'),
      until: timestamp('accepted before'),
      limit: whole('rows of a page, 50 unless said otherwise', 1, 200),
      cursor: text('`next` of the page before', { maxLength: 200 }),
    },
    answers: { 200: { description: 'one page', schema: page(releaseHeadSchema) } },
    problems: [],
  }),
  getRelease: endpoint({
    tag: 'Releases',
    summary: 'A release with the part of each app',
    auth: 'token',
    answers: { 200: { description: 'as it stands now', schema: releaseSchema } },
    problems: ['JOB_UNKNOWN', 'JOB_AMBIGUOUS'],
  }),
  getPart: endpoint({
    tag: 'Releases',
    summary: 'The part of one app, with its steps',
    auth: 'token',
    answers: { 200: { description: 'as it stands now', schema: partWithStepsSchema } },
    problems: ['JOB_UNKNOWN', 'JOB_AMBIGUOUS', 'APP_UNKNOWN'],
    renamed: { k: 'key' },
  }),
  cancelRelease: endpoint({
    tag: 'Releases',
    summary: 'Stop at the next safe point',
    notes:
      'Hosts that are switched by then go back where the policy of the release is `undo`, and stay otherwise; `then` says which of the two, whatever the policy. A paused release is cancelled as any other.',
    auth: 'token',
    body: cancelSchema,
    answers: {
      200: { description: 'it waited in line and is settled', schema: releaseSchema },
      202: { description: 'the workers stop at the next safe point', schema: releaseSchema },
    },
    problems: ['JOB_UNKNOWN', 'JOB_AMBIGUOUS', 'JOB_SETTLED'],
  }),
  pauseRelease: endpoint({
    tag: 'Releases',
    summary: 'Let it end the phase or batch under way, and begin no further one',
    notes:
      'It keeps its apps, and waits until somebody continues or cancels it, whatever restarts meanwhile. What puts things right after a failure is not kept from being done. Said again, it changes who and why.',
    auth: 'token',
    body: pauseSchema,
    answers: { 200: { description: 'it is paused', schema: releaseSchema } },
    problems: ['JOB_UNKNOWN', 'JOB_AMBIGUOUS', 'JOB_SETTLED', 'NOT_PAUSABLE'],
  }),
  continueRelease: endpoint({
    tag: 'Releases',
    summary: 'Let a paused release go on',
    auth: 'token',
    answers: { 200: { description: 'it goes on, whether it was paused or not', schema: releaseSchema } },
    problems: ['JOB_UNKNOWN', 'JOB_AMBIGUOUS', 'JOB_SETTLED'],
  }),
  retryRelease: endpoint({
    tag: 'Releases',
    summary: 'The same once more, with the same bundle, for the apps that did not do it',
    auth: 'token',
    answers: { 202: taken },
    problems: again,
    renamed: { k: 'apps', targets: 'apps' },
  }),
  getFinish: endpoint({
    tag: 'Releases',
    summary: 'What finishing a release would do, by the records; no host is asked',
    auth: 'token',
    answers: { 200: { description: 'what would be brought to it', schema: finishPlanSchema } },
    problems: [...again, 'RELEASED_SINCE'],
    renamed: { k: 'apps', targets: 'apps' },
  }),
  finishRelease: endpoint({
    tag: 'Releases',
    summary: 'Bring the apps that do not run what a release was to bring to it; the others are left alone',
    notes:
      'A retry, refused where something else is live by now, and without the apps that an earlier retry has brought to it. Apps that it left out, since their hosts were out of service, are among those it brings.',
    auth: 'token',
    answers: { 202: taken },
    problems: [...again, 'RELEASED_SINCE'],
    renamed: { k: 'apps', targets: 'apps' },
  }),
  getUndo: endpoint({
    tag: 'Releases',
    summary: 'What the undo of a release would do, by the records; no host is asked',
    auth: 'token',
    answers: { 200: { description: 'what would go back where', schema: undoPlanSchema } },
    problems: undoing,
    renamed: { k: 'apps', targets: 'apps' },
  }),
  undoRelease: endpoint({
    tag: 'Releases',
    summary: 'Put the apps that a release switched, and those that finished it, back to what each ran before',
    notes: 'A rollback of exactly these apps. The body may be absent.',
    auth: 'token',
    headers: idempotency,
    body: newUndoSchema,
    answers: { 202: taken },
    problems: [...undoing, 'APP_BUSY', 'HOLD', 'IDEMPOTENCY_MISMATCH', ...queueAway],
    renamed: { k: 'apps', targets: 'apps' },
  }),
};
