import { serviceOperations } from '#contract/lists';
import { text, whole, word } from '#contract/schema';
import { endpoint } from './endpoint.js';
import { releaseSchema } from '../schemas/release.js';
import { planSchema } from '../schemas/plan.js';
import { servicePlanSchema } from '../schemas/actions.js';
import { newPlanSchema } from '../schemas/requests.js';

/** What would be done. */
export const planEndpoints = {
  getServicePlan: endpoint({
    tag: 'Plans',
    summary: 'Tell on which apps an operation on services would be done, batch by batch; no host is asked',
    auth: 'token',
    query: {
      apps: text('app_keys, groups, or all; has to be there', { minLength: 1, maxLength: 4000 }),
      operation: word(serviceOperations, 'has to be there'),
    },
    answers: { 200: { description: 'what would be done', schema: servicePlanSchema } },
    problems: ['APP_UNKNOWN', 'APP_INCOMPLETE', 'APP_AMBIGUOUS', 'HOST_OUT_OF_SERVICE'],
    renamed: { k: 'apps', a: 'operation' },
  }),
  createPlan: endpoint({
    tag: 'Plans',
    summary: 'Tell what a release would do, and change nothing',
    notes:
      'A worker puts the bundle together, with the init commands of the apps, and looks at each host. Where that takes longer than `wait`, the answer is 202 and the plan is asked for at `Location`.',
    auth: 'token',
    query: { wait: whole('seconds the answer is held until the plan is made, 30 unless said otherwise', 0, 60) },
    body: newPlanSchema,
    answers: {
      200: { description: 'the plan', schema: planSchema },
      202: {
        description: 'it is being made',
        schema: releaseSchema,
        headers: { Location: 'where the plan will be' },
      },
    },
    problems: [
      'APP_UNKNOWN',
      'APP_INCOMPLETE',
      'APP_AMBIGUOUS',
      'PATHS_MEET',
      'SERVICES_MEET',
      'RELEASED_APART',
      'SOURCE_UNKNOWN',
      'SOURCE_NOT_ALLOWED',
      'SOURCES_DIFFER',
      'SEVERAL_GROUPS',
      'BUNDLE_UNKNOWN',
      'QUEUE_AWAY',
      'QUEUE_FULL',
      'QUEUE_READONLY',
      'PLAN_FAILED',
    ],
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
  getPlan: endpoint({
    tag: 'Plans',
    summary: 'A plan, by the id it was given',
    auth: 'token',
    answers: {
      200: { description: 'the plan', schema: planSchema },
      202: { description: 'it is being made', schema: releaseSchema },
    },
    problems: ['JOB_UNKNOWN', 'JOB_AMBIGUOUS', 'PLAN_FAILED'],
  }),
};
