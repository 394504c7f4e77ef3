import { all, page, text, whole } from '#contract/schema';
import { endpoint } from './endpoint.js';
import { backlogSchema, installationReportSchema } from '../schemas/doctor.js';
import {
  appSchema,
  appWithHistorySchema,
  groupSchema,
  hostSchema,
  leaseSchema,
  rowProblemSchema,
  unusableGroupMembers,
  unusableHostMembers,
  unusableRowMembers,
} from '../schemas/inventory.js';
import { auditLineSchema } from '../schemas/log.js';
import { programQuery } from '../schemas/provenance.js';

const limit = whole('rows of a page, 50 unless said otherwise', 1, 200);
const cursor = text('`next` of the page before', { maxLength: 1000 });
/** A catalogue is read by programs that once had all of it in one answer: most still have. */
const manyRows = whole('rows of a page, 1000 unless said otherwise', 1, 1000);
const onePage =
  'The answer has one page: at most `limit` rows, 1000 unless said otherwise. Where there are more, `next` is the `cursor` of the next page, otherwise it is null. Rows that come and go meanwhile leave no other row out and show none twice.';

/** What there is, who changes it, and who did what. */
export const inventoryEndpoints = {
  listApps: endpoint({
    tag: 'Catalogue',
    summary: 'Apps with what is live on them and who changes them',
    notes: `${onePage} The first page has beside them, as far as they are asked for, the rows that cannot be used.`,
    auth: 'token',
    query: {
      group: text('only of this group', { maxLength: 200 }),
      q: text('only where key, group or host holds this', { maxLength: 200 }),
      keys: text('only these (app_key), between commas', { maxLength: 4000 }),
      ...programQuery,
      limit: manyRows,
      cursor,
    },
    answers: {
      200: { description: 'one page, in the order of the catalogue', schema: page(appSchema, unusableRowMembers) },
    },
    problems: [],
  }),
  getApp: endpoint({
    tag: 'Catalogue',
    summary: 'One app with its history',
    auth: 'token',
    answers: { 200: { description: 'the app', schema: appWithHistorySchema } },
    problems: ['APP_UNKNOWN', 'APP_INCOMPLETE', 'APP_AMBIGUOUS'],
    renamed: { k: 'key' },
  }),
  listGroups: endpoint({
    tag: 'Catalogue',
    summary: 'Groups of apps that run the same program, and how they are switched',
    notes: `${onePage} The first page has beside them the groups whose rows cannot be used, all of them.`,
    auth: 'token',
    query: { q: text('only where the name or an app_key holds this', { maxLength: 200 }), limit: manyRows, cursor },
    answers: { 200: { description: 'one page, by the alphabet', schema: page(groupSchema, unusableGroupMembers) } },
    problems: [],
  }),
  listHosts: endpoint({
    tag: 'Catalogue',
    summary: 'Hosts with their apps and the host keys recorded at first contact',
    notes: `${onePage} The first page has beside them the rows that cannot be used, of hosts that have no others.`,
    auth: 'token',
    query: {
      q: text('only where the address, the name, a label as key=value, or an app_key holds this', { maxLength: 200 }),
      limit: manyRows,
      cursor,
    },
    answers: { 200: { description: 'one page, by the alphabet', schema: page(hostSchema, unusableHostMembers) } },
    problems: [],
  }),
  listProblems: endpoint({
    tag: 'Catalogue',
    summary:
      'Rows of the catalogue that cannot be used, or not be released, with what is wrong and how it is put right',
    notes: `${onePage} A row with several problems has an item for each, all on one page. On the last page are the apps that are in the catalogue no more and whose releases still lie on their hosts (LEFT_ON_HOST), and what apps have left on hosts that they were on before (LEFT_BEHIND).`,
    auth: 'token',
    query: {
      app: text('only of this app_key', { minLength: 1, maxLength: 200 }),
      group: text('only of this group', { minLength: 1, maxLength: 200 }),
      limit: manyRows,
      cursor,
    },
    answers: { 200: { description: 'one page, in the order of the catalogue', schema: page(rowProblemSchema) } },
    problems: [],
  }),
  listLeases: endpoint({
    tag: 'System',
    summary: 'Apps that are being changed, by whom',
    auth: 'token',
    answers: { 200: { description: 'by app', schema: all(leaseSchema) } },
    problems: [],
  }),
  getBacklog: endpoint({
    tag: 'System',
    summary: 'What waits for workers, and how many there are',
    auth: 'token',
    answers: { 200: { description: 'as it is now', schema: backlogSchema } },
    problems: ['QUEUE_AWAY'],
  }),
  getInstallationReport: endpoint({
    tag: 'System',
    summary: 'Whether Redis, MySQL, the store, the workers and the databases of sources are as rexflow needs them',
    notes: 'The action `doctor` looks at hosts.',
    auth: 'token',
    answers: { 200: { description: 'what was found', schema: installationReportSchema } },
    problems: [],
  }),
  listAudit: endpoint({
    tag: 'System',
    summary: 'Who did what, newest first',
    auth: 'token',
    query: {
      user: text('only of this user', { maxLength: 64 }),
      action: text('only this action', { maxLength: 64 }),
      limit,
      cursor,
    },
    answers: { 200: { description: 'one page', schema: page(auditLineSchema) } },
    problems: [],
  }),
};
