import { CodedError, type Source } from '#contract';
import type { SourceSettings } from '../settings/source.js';
import { fillAddress, fillRef, type SourceValues } from './fillSource.js';

/** What a release says of its source where it names none. */
export interface SourceWords extends SourceValues {
  group: string;
  environment: string;
  /** Tag, branch or commit of a repository. */
  ref?: string;
}

/** The members that are said. */
type Given = { [K in keyof SourceSettings]: Exclude<SourceSettings[K], null> };
const withoutNull = (settings: SourceSettings): Given =>
  Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null)) as Given;

const invalid = (field: string, reason: string): CodedError => new CodedError('PARAMETER_INVALID', { field, reason });

/**
 * The source of a release of a group that names none: as it is set, the update directory where nothing is. Throws PARAMETER_INVALID of
 * `version` or `commit` where that is needed and was not given, of `ref` where it means nothing, of `source` where one has to be given.
 */
export function sourceFor(settings: SourceSettings | null, words: SourceWords): Source {
  const { type, apply = 'replace', ...given } = withoutNull(settings ?? {});
  const { group, ref } = words;
  const { authorization, headers } = given;
  const secrets = { ...(authorization && { authorization }), ...(headers && { headers }) };
  if (ref !== undefined && type !== 'git')
    throw invalid('ref', `is of git, and the source of the group ${group} is not`);
  switch (type) {
    case 'url': {
      const { url = '', sha256 } = given;
      const sum = sha256 === undefined ? {} : sha256.startsWith('{') ? { sums: 'required' as const } : { sha256 };
      return { kind: 'url', url: fillAddress(url, words), apply, ...sum, ...secrets };
    }
    case 'git': {
      const meant = ref ?? (given.ref === undefined ? undefined : fillRef(given.ref, words));
      const named = meant === undefined ? {} : { ref: meant };
      return { kind: 'git', repository: given.repository ?? '', apply, ...named, ...secrets };
    }
    case 'environment':
      return { kind: 'environment', name: given.name ?? '' };
    case 'upload':
      throw invalid('source', `has to be given: the programs of the group ${group} are uploaded`);
    default:
      return { kind: 'updateDirectory' };
  }
}
