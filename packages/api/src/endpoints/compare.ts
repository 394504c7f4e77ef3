import { all, text, whole } from '#contract/schema';
import { endpoint } from './endpoint.js';
import { comparisonSchema, newTextsSchema, textsSchema } from '../schemas/compare/compare.js';
import { environmentSchema, matrixSchema } from '../schemas/compare/matrix.js';
import { releaseSchema } from '../schemas/release.js';

const release = (which: string) =>
  text(`${which}: job id, group@version, or group@live (an app_key in place of the group, too)`, {
    minLength: 1,
    maxLength: 400,
  });

/** What differs between releases, and between environments. */
export const compareEndpoints = {
  compareReleases: endpoint({
    tag: 'Compare',
    summary: 'How one release differs from another: files, commits and the releases between them',
    notes:
      'Both are needed, and have to be of one group at least. Files are compared by the lists that the bundles in the store hold: the bundle of a release that is not kept any more is named in `missing`. Configurations are compared file by file here, and as text by `POST /v1/compare`. What Git has to say lies behind `commits.link`; rexflow reads no repository.',
    auth: 'token',
    query: {
      from: release('the release that is compared'),
      to: release('the release it is compared with'),
      limit: whole('files listed of each tree, 200 unless said otherwise', 0, 5000),
    },
    answers: { 200: { description: 'what differs', schema: comparisonSchema } },
    problems: ['JOB_UNKNOWN', 'COMPARE_UNKNOWN', 'COMPARE_APART'],
  }),
  compareTexts: endpoint({
    tag: 'Compare',
    summary: 'How the configurations of two releases differ, as text; what looks secret reads ***',
    notes:
      'A worker reads them, as it does for a plan. Where that takes longer than `wait`, the answer is 202 and the texts are asked for at `Location`.',
    auth: 'token',
    query: { wait: whole('seconds the answer is held, 30 unless said otherwise', 0, 60) },
    body: newTextsSchema,
    answers: {
      200: { description: 'the differences', schema: textsSchema },
      202: { description: 'a worker is at it', schema: releaseSchema, headers: { Location: 'where they will be' } },
    },
    problems: [
      'JOB_UNKNOWN',
      'COMPARE_UNKNOWN',
      'COMPARE_APART',
      'COMPARE_FAILED',
      'APP_UNKNOWN',
      'APP_INCOMPLETE',
      'APP_AMBIGUOUS',
      'QUEUE_AWAY',
      'QUEUE_FULL',
      'QUEUE_READONLY',
    ],
    renamed: { k: 'from' },
  }),
  getTexts: endpoint({
    tag: 'Compare',
    summary: 'The compared configurations, by the id they were given',
    auth: 'token',
    answers: {
      200: { description: 'the differences', schema: textsSchema },
      202: { description: 'a worker is at it', schema: releaseSchema },
    },
    problems: ['JOB_UNKNOWN', 'COMPARE_FAILED'],
  }),
  listEnvironments: endpoint({
    tag: 'Compare',
    summary: 'The environments of config.yml, in their order',
    auth: 'token',
    answers: { 200: { description: 'all of them', schema: all(environmentSchema) } },
    problems: [],
  }),
  getMatrix: endpoint({
    tag: 'Compare',
    summary: 'Which version runs where: groups by environments',
    notes:
      'The own environment is told by its records. Others are read from their databases (environments.<name>.mysql), with SELECT alone and for a few seconds at most, and are remembered for some seconds: what such a cell says is as recorded there. One that cannot be read says why. A database of RexDeployV3 without tables of rexflow tells what its records of deployments tell. At most `limit` rows are given, 1000 unless said otherwise; `next` is the `cursor` of the next page.',
    auth: 'token',
    query: {
      group: text('only this group', { minLength: 1, maxLength: 200 }),
      limit: whole('rows of a page, 1000 unless said otherwise', 1, 1000),
      cursor: text('`next` of the page before', { maxLength: 1000 }),
    },
    answers: { 200: { description: 'one page, by the alphabet', schema: matrixSchema } },
    problems: [],
  }),
};
