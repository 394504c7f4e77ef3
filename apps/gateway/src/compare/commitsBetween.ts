import type { Comparison } from '#api';
import { commonProvenance, redact, remarksIn, type Provenance } from '#contract';
import type { ReleaseSummary, RequestRecord } from '#records';
import type { GatewayDeps } from '../state/dependencies.js';
import { fillTemplate, provenanceLinks, provenanceView } from '../v1/presenters/provenance.js';

/** Releases that are listed, and those that are looked through for them: others of the time are of other groups. */
const mostListed = 100;
const mostRead = 1000;
const pageSize = 200;

/** What is known in common of the program of some groups of a release. */
export const commonProgram = ({ apps }: RequestRecord, groups: readonly string[]): Provenance =>
  commonProvenance(apps.filter(({ app }) => groups.includes(app.group)).map(({ provenance }) => provenance));

const keysOf = ({ apps }: RequestRecord, groups: readonly string[]): string[] =>
  apps.filter(({ app }) => groups.includes(app.group)).map(({ app }) => app.appKey);

/** Releases of these apps from behind one up to another, newest first. */
async function releasesBetween(
  earlier: RequestRecord,
  later: RequestRecord,
  keys: ReadonlySet<string>,
  { views }: GatewayDeps,
): Promise<{ found: ReleaseSummary[]; more: boolean }> {
  const until = new Date(later.acceptedAt.getTime() + 1);
  const found: ReleaseSummary[] = [];
  if (keys.size === 0) return { found, more: false };
  let after: ReleaseSummary | null = null;
  for (let read = 0; read < mostRead; read += pageSize) {
    const filter = { action: 'release', since: earlier.acceptedAt, until, apps: [...keys] };
    const page: ReleaseSummary[] = await views.releases(filter, { after, limit: pageSize });
    found.push(...page.filter(({ id }) => id !== earlier.id));
    if (page.length < pageSize) return { found, more: false };
    if (found.length > mostListed) break;
    after = page.at(-1)!;
  }
  return { found, more: true };
}

/** The commits of two releases, and the releases between them with theirs. */
export async function commitsBetween(
  { from, to, groups }: { from: RequestRecord; to: RequestRecord; groups: readonly string[] },
  deps: GatewayDeps,
): Promise<Comparison['commits']> {
  const { links } = deps.config.versions;
  const keys = new Set([...keysOf(from, groups), ...keysOf(to, groups)]);
  const [earlier, later] = from.acceptedAt <= to.acceptedAt ? [from, to] : [to, from];
  const { found, more } = await releasesBetween(earlier, later, keys, deps);
  const [group] = groups;
  const [before, after] = [commonProgram(from, groups).commit, commonProgram(to, groups).commit];
  return {
    from: before ?? null,
    to: after ?? null,
    link: before === after ? null : fillTemplate(links.compare, { group, from: before, to: after }),
    releases: found.slice(0, mostListed).map(({ id, caller, settledAt, outcome, request, apps }) => {
      const own = apps.filter(({ appKey }) => keys.has(appKey)).map(({ provenance }) => provenance);
      const known = commonProvenance(own);
      return {
        ...{ id, caller, outcome, settledAt: settledAt?.toISOString() ?? null },
        note: redact(remarksIn(request)).note ?? null,
        provenance: provenanceView(known),
        link: provenanceLinks(known, group, links).commit,
      };
    }),
    more: more || found.length > mostListed,
  };
}
