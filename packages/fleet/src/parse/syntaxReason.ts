import type { ErrorCode } from 'yaml';
import { statement, type Statement } from '#contract';

/** What each code of the parser says: it says more in English, which stands in each. */
const reasons = {
  ALIAS_PROPS: 'yaml.aliasProps',
  BAD_ALIAS: 'yaml.alias',
  BAD_DIRECTIVE: 'yaml.directive',
  BAD_DQ_ESCAPE: 'yaml.escape',
  BAD_INDENT: 'yaml.indent',
  BAD_PROP_ORDER: 'yaml.order',
  BAD_SCALAR_START: 'yaml.start',
  BLOCK_AS_IMPLICIT_KEY: 'yaml.nested',
  BLOCK_IN_FLOW: 'yaml.inFlow',
  IMPOSSIBLE: 'yaml.impossible',
  KEY_OVER_1024_CHARS: 'yaml.longKey',
  MISSING_CHAR: 'yaml.missing',
  MULTILINE_IMPLICIT_KEY: 'yaml.manyLines',
  MULTIPLE_ANCHORS: 'yaml.anchors',
  MULTIPLE_DOCS: 'yaml.documents',
  MULTIPLE_TAGS: 'yaml.tags',
  NON_STRING_KEY: 'yaml.key',
  RESOURCE_EXHAUSTION: 'yaml.tooMuch',
  TAB_AS_INDENT: 'yaml.tab',
  TAG_RESOLVE_FAILED: 'yaml.tag',
  UNEXPECTED_TOKEN: 'yaml.token',
  BAD_COLLECTION_TYPE: 'yaml.collection',
} as const satisfies Partial<Record<ErrorCode, string>>;

/** Why a text is no YAML; in English as the parser says it. */
export function syntaxReason(code: ErrorCode, message: string): Statement | string {
  const reason = message.split('\n')[0]!;
  return code in reasons ? statement(reasons[code as keyof typeof reasons], { reason }) : reason;
}
