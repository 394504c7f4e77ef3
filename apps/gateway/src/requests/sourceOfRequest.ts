import { CodedError, type PlanFindings, type Provenance, type Source, type Targets } from '#contract';
import { sourceFor } from '#fleet';
import type { GatewayDeps } from '../state/dependencies.js';

/** What a request says of a source that it does not name. */
export interface UnnamedSource {
  targets: Targets;
  /** Of git: tag, branch or commit. */
  ref?: string | undefined;
  provenance?: Provenance | undefined;
  /** Hash of the plan that it follows. */
  plan?: string | undefined;
}

/** What was planned is what is released: the commit of the plan counts, wherever its branch is by now. */
function asPlanned(source: Source, ref: string | undefined, { git }: Pick<PlanFindings, 'git'>): Source {
  if (source.kind !== 'git' || git === undefined || git.repository !== source.repository) return source;
  const { ref: planned, commit } = git;
  if (ref === undefined) return { ...source, ...(planned !== null && { ref: planned }), commit };
  return ref === planned ? { ...source, commit } : source;
}

/**
 * The source of a request that names none, as it is set for the groups of its apps, the version and the ref of the request put in. Throws
 * SOURCES_DIFFER where these are several, PARAMETER_MISSING where none is set, PARAMETER_INVALID of what is lacking, and what the catalogue throws of its targets.
 */
export async function sourceOfRequest(
  { targets, ref, provenance = {}, plan }: UnnamedSource,
  { inventory, config, records }: Pick<GatewayDeps, 'inventory' | 'config' | 'records'>,
): Promise<Source> {
  const [apps, { sources }] = await Promise.all([inventory.resolve(targets), inventory.described()]);
  const groups = [...new Set(apps.map(({ group }) => group))];
  // Who forgot it is not to get whatever lies in the update directory.
  if (ref === undefined && !groups.some((group) => sources.has(group)))
    throw new CodedError('PARAMETER_MISSING', { fields: ['source'], action: 'release' });
  const { environment } = config;
  const found = groups.map((group) => {
    const { version, commit } = provenance;
    const words = {
      group,
      environment,
      ...(version !== undefined && { version }),
      ...(commit !== undefined && { commit }),
    };
    return sourceFor(sources.get(group) ?? null, { ...words, ...(ref !== undefined && { ref }) });
  });
  const [source = { kind: 'updateDirectory' }, ...others] = found;
  const own = JSON.stringify(source);
  if (others.some((other) => JSON.stringify(other) !== own)) throw new CodedError('SOURCES_DIFFER', { groups });
  const planned = plan === undefined ? null : await records.planNamed(plan);
  return planned === null ? source : asPlanned(source, ref, planned);
}
