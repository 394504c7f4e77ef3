import { CodedError, type RunningRelease } from '#contract';
import type { RequestRecord } from '#records';
import type { GatewayDeps } from '../state/dependencies.js';

const jobForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Releases of one version that are looked through for one of the group. */
const mostOfVersion = 200;

/** A name as somebody gave it, and the parameter it was given in. */
interface Given {
  field: 'from' | 'to';
  name: string;
}

const unknown = ({ field, name }: Given, reason: string): CodedError =>
  new CodedError('COMPARE_UNKNOWN', { field, name: name.slice(0, 200), reason });

/** The apps of a group, or the app of that app_key. Throws COMPARE_UNKNOWN. */
async function appsOf(given: Given, name: string, { inventory }: GatewayDeps): Promise<string[]> {
  const group = await inventory.page({ group: name }, { after: -1, limit: 1000 });
  const found = group.length > 0 ? group : await inventory.page({ keys: [name] }, { after: -1, limit: 1 });
  if (found.length === 0) throw unknown(given, `there is no group and no app ${name.slice(0, 200)}`);
  return found.map(({ appKey }) => appKey);
}

/** The release that most of these apps run, the newest of those that are run as often. */
async function liveRelease(given: Given, apps: readonly string[], { views }: GatewayDeps): Promise<string> {
  const seen = (await views.groups(new Map([['', apps]]))).get('')!;
  const shares: readonly { release: RunningRelease['id'] }[] = seen.releases;
  const release = shares.find((one) => one.release !== null)?.release;
  if (!release) throw unknown(given, 'nothing that rexflow released runs there');
  return release;
}

/** The newest release of a version to these apps. */
async function releaseOfVersion(given: Given, version: string, apps: readonly string[], { views }: GatewayDeps) {
  const found = await views.releases({ version, action: 'release' }, { after: null, limit: mostOfVersion });
  const own = new Set(apps);
  const fits = found.filter(({ apps: all }) =>
    all.some(({ appKey, provenance }) => own.has(appKey) && provenance.version === version),
  );
  const release = fits.find(({ outcome }) => outcome === 'done') ?? fits[0];
  if (!release) throw unknown(given, `no release of version ${version.slice(0, 200)} is recorded for it`);
  return release.id;
}

/** The job id that is meant by a job id, `group@version` or `group@live`. Throws COMPARE_UNKNOWN. */
async function idOf(given: Given, deps: GatewayDeps): Promise<string> {
  const { name } = given;
  if (jobForm.test(name)) return name;
  const at = name.lastIndexOf('@');
  if (at <= 0 || at === name.length - 1) throw unknown(given, 'it is neither the id of a release nor group@version');
  const version = name.slice(at + 1);
  const apps = await appsOf(given, name.slice(0, at), deps);
  return version === 'live' ? await liveRelease(given, apps, deps) : await releaseOfVersion(given, version, apps, deps);
}

/** The release that is meant. Throws JOB_UNKNOWN, COMPARE_UNKNOWN. */
export async function comparedRelease(given: Given, deps: GatewayDeps): Promise<RequestRecord> {
  const job = await idOf(given, deps);
  const request = await deps.records.request(job);
  if (!request) throw new CodedError('JOB_UNKNOWN', { job });
  const { kind } = request.request;
  if (kind === 'rollback') throw unknown(given, 'it is a rollback: name the release it went back to');
  if (kind !== 'release') throw unknown(given, `it is no release, but a ${request.wire.action}`);
  return request;
}

/** The groups of a release, by the alphabet. */
export const groupsOf = ({ apps }: RequestRecord): string[] => [...new Set(apps.map(({ app }) => app.group))].sort();

/** The two releases that are compared, and the groups they share. Throws JOB_UNKNOWN, COMPARE_UNKNOWN, COMPARE_APART. */
export async function namedPair(
  names: { from: string; to: string },
  deps: GatewayDeps,
): Promise<{ from: RequestRecord; to: RequestRecord; groups: string[] }> {
  const [from, to] = await Promise.all([
    comparedRelease({ field: 'from', name: names.from }, deps),
    comparedRelease({ field: 'to', name: names.to }, deps),
  ]);
  const groups = groupsOf(from).filter((group) => groupsOf(to).includes(group));
  if (groups.length === 0)
    throw new CodedError('COMPARE_APART', {
      ...{ from: from.id, fromGroups: groupsOf(from) },
      ...{ to: to.id, toGroups: groupsOf(to) },
    });
  return { from, to, groups };
}
