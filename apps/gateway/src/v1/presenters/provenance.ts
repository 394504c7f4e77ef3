import type { Config } from '#config';
import type { ProvenanceLinks, ProvenanceView } from '#api';
import {
  commonProvenance,
  redact,
  remarksIn,
  versionsOf,
  withoutLogin,
  type Provenance,
  type Request,
} from '#contract';

/** Presents what is known of a program. */
export function provenanceView(provenance: Provenance): ProvenanceView {
  const { version = null, commit = null, branch = null, build = null } = redact(provenance);
  return { version, commit, branch, build };
}

/** What the targets of a request get, in common and each once; what whoever asked says of it. */
export function informationView(
  request: Request,
  targets: readonly { provenance: Provenance }[],
): { provenance: ProvenanceView; versions: string[]; note: string | null; onBehalfOf: string | null } {
  const all = targets.map(({ provenance }) => provenance);
  const { note = null, onBehalfOf = null } = redact(remarksIn(request));
  return {
    provenance: provenanceView(commonProvenance(all)),
    versions: redact(versionsOf(all)),
    ...{ note, onBehalfOf },
  };
}

type Templates = Pick<Config['versions']['links'], 'commit' | 'build'>;

/** An address with what is known filled in, without what is secret in its template; null where it needs more. */
export function fillTemplate(template: string, values: Readonly<Record<string, string | undefined>>): string | null {
  if (template === '') return null;
  const missing = [...template.matchAll(/\{(\w+)\}/g)].some(([, name]) => values[name!] === undefined);
  if (missing) return null;
  return redact(withoutLogin(template)).replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(values[name]!),
  );
}

/** Where the commit and the build of a program of a group are to be seen. */
export function provenanceLinks(
  provenance: Provenance,
  group: string | undefined,
  templates: Templates,
): ProvenanceLinks {
  const known = redact(provenance);
  const values = { ...known, group };
  const { commit, build } = known;
  const own = build !== undefined && /^https?:/.test(build) ? build : null;
  return {
    commit: commit === undefined ? null : fillTemplate(templates.commit, values),
    build: own ?? (build === undefined ? null : fillTemplate(templates.build, values)),
  };
}
