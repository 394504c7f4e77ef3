import { checkApp, checkForm, documentOf, expandAll, mergeFleet, type FleetDocument, type ReportFault } from '#fleet';
import { redact, statement, type Statement } from '#contract';
import type { AuthenticatedCallHandler } from '../call/call.js';
import { decodeLineCursor } from '../call/cursor.js';
import { leftOutMembers } from '../call/leftOut.js';
import { changeCatalogue, quoted, tagGiven } from './changeCatalogue.js';

/** GET /v1/fleet: everything as a fleet file has it. */
export const exportFleet: AuthenticatedCallHandler<'exportFleet'> = async (_call, { fleet: store, config }) => {
  const { fleet, tag, leftOut } = await store.read();
  const unfit: Statement[] = [];
  const apps = [...fleet.apps].filter(([name, { settings }]) => {
    const causes: Statement[] = [];
    checkApp(settings, (path, what) => void causes.push(statement('left.setting', { setting: path.join('.'), what })));
    if (causes.length > 0) unfit.push(statement('left.unfit', { app: name, causes }));
    return causes.length === 0;
  });
  const document = documentOf({ ...fleet, apps: new Map(apps) }, config.environment);
  return {
    status: 200,
    body: { fleet: document, tag, ...leftOutMembers([...leftOut, ...unfit]) },
    headers: { ETag: quoted(tag) },
  };
};

/** Reports what of the body has no form of ours, and gives the documents it holds. */
function documentsOf(body: unknown, report: ReportFault): FleetDocument[] {
  const { documents } = body as { documents?: unknown };
  if (!Array.isArray(documents) || documents.length === 0 || documents.length > 500) {
    report(['documents'], statement('form.documents', { most: 500 }));
    return [];
  }
  const path = (index: number): (string | number)[] => (documents.length > 1 ? [index] : []);
  return documents.filter((document, index): document is FleetDocument =>
    checkForm(document, (inner, problem) => {
      report([...path(index), ...inner], problem);
    }),
  );
}

/** POST /v1/fleet: makes the catalogue say what the documents say. Throws FLEET_INVALID, FLEET_MOVED. */
export const applyFleet: AuthenticatedCallHandler<'applyFleet'> = async ({ body, headers, user }, deps) => {
  const { environment } = deps.config;
  const { prune, dryRun, ...rest } = body as Partial<typeof body>;
  return await changeCatalogue(deps, {
    user,
    tag: tagGiven(headers['if-match']),
    dryRun: dryRun === true,
    edit: (standing, report) => {
      const unknown = Object.keys(rest).filter((key) => key !== 'documents');
      for (const key of unknown) report([key], statement('form.noKeyOf', { keys: ['documents', 'prune', 'dryRun'] }));
      for (const [key, value] of Object.entries({ prune, dryRun }))
        if (value !== undefined && typeof value !== 'boolean')
          report([key], statement('form.hasToBe', { what: statement('form.flag'), about: '' }));
      const documents = documentsOf(body, report);
      const stated = expandAll(documents, environment, report);
      return mergeFleet(standing, stated, { environment, prune: prune === true });
    },
  });
};

/** GET /v1/changes: a page of what was changed, newest first. */
export const listChanges: AuthenticatedCallHandler<'listChanges'> = async ({ query }, { fleet }) => {
  const { kind, name, cursor, limit = 50 } = query;
  const before = cursor === undefined ? null : decodeLineCursor(cursor);
  const found = await fleet.changes({ kind, name, before, limit: limit + 1 });
  const items = found
    .slice(0, limit)
    .map(({ at, change, ...rest }) => ({ ...rest, at: at.toISOString(), change: redact(change) }));
  return { status: 200, body: { items, next: found.length > limit ? String(items.at(-1)!.id) : null } };
};
