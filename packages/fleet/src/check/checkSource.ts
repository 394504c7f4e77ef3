import { gitProtocolOf, isGitRef, statement, type Statement } from '#contract';
import { membersOfSource, type SourceSettings } from '../settings/source.js';
import { addressOrigin, sourcePlaceholders, unknownBraces } from '../source/fillSource.js';

type Report = (path: readonly string[], problem: Statement) => void;

const lacking = {
  url: statement('source.url'),
  repository: statement('source.repository'),
  name: statement('source.name'),
} as const;

/** Reports what of the source of a group does not go together. */
export function checkSource(source: SourceSettings | null | undefined, report: Report): void {
  if (!source) return;
  const tell = (member: string, problem: Statement): void => report(['source', member], problem);
  const { type, url, repository, ref } = source;
  const given = Object.entries(source).filter(([key, value]) => key !== 'type' && value !== null);
  if (!type) {
    if (given.length > 0) tell('type', statement('app.missing', { what: statement('source.type') }));
    return;
  }
  const members: Readonly<Record<string, string>> = membersOfSource[type];
  for (const [member, what] of Object.entries(lacking) as [keyof typeof lacking, Statement][])
    if (members[member] === 'needed' && !source[member]) tell(member, statement('app.missing', { what }));
  for (const [member] of given.filter(([key]) => !(key in members))) {
    const of = Object.entries(membersOfSource).flatMap(([kind, own]) => (member in own ? [kind] : []));
    tell(member, statement('source.otherType', { type, of }));
  }
  if (type === 'url' && url) checkAddress(url, (problem) => tell('url', problem));
  if (type === 'git' && repository && gitProtocolOf(repository) === null)
    tell('repository', statement('source.noRepository'));
  checkHeaders(Object.keys(source.headers ?? {}), (name, problem) => report(['source', 'headers', name], problem));
  if (type === 'git' && gitProtocolOf(repository ?? '') !== 'https' && (source.authorization ?? source.headers))
    tell(source.authorization ? 'authorization' : 'headers', statement('source.noHttps'));
  if (type === 'git' && ref) {
    checkBraces(ref, (problem) => tell('ref', problem));
    if (!isGitRef(ref.replaceAll(/\{[^{}]*\}/g, 'x'))) tell('ref', statement('source.noRef'));
  }
}

/** Headers that say how a request travels, or how much of something is asked for. */
const ownHeaders =
  /^(host|connection|content-.*|transfer-encoding|te|trailer|upgrade|expect|range|if-.*|accept-encoding|git-protocol|proxy-.*)$/i;

function checkHeaders(names: readonly string[], report: (name: string, problem: Statement) => void): void {
  for (const name of names)
    if (!/^[A-Za-z0-9-]{1,64}$/.test(name) || ownHeaders.test(name)) report(name, statement('source.noHeader'));
}

function checkBraces(text: string, report: (problem: Statement) => void): void {
  const [first] = unknownBraces(text);
  if (first !== undefined)
    report(statement('brace.unknown', { brace: first, braces: sourcePlaceholders.map((one) => `{${one}}`) }));
}

/** Whom it is asked of is for the settings to say alone, and what is secret is none. */
function checkAddress(url: string, report: (problem: Statement) => void): void {
  checkBraces(url, report);
  const plain = url.replaceAll(/\{[^{}]*\}/g, 'x');
  if (!/^https?:\/\/[^\s]+$/i.test(plain) || !URL.canParse(plain)) report(statement('source.noAddress'));
  else if (addressOrigin(url).includes('{')) report(statement('source.braceInHost'));
  else if (new URL(plain).username !== '' || new URL(plain).password !== '') report(statement('source.loginInUrl'));
}
