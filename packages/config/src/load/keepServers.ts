import { dirname, resolve } from 'node:path';
import { isMap, parseDocument, type Document } from 'yaml';

/** Where config.yml says which servers and places an installation has; all else says what it does. */
const placesIn = (environment: string): string[][] => [
  ['folder'],
  ['redis'],
  ['gateway', 'host'],
  ['gateway', 'port'],
  ['environments', environment, 'mysql'],
];

/** A config.yml as it stands somewhere. */
interface ConfigFile {
  path: string;
  text: string;
}

/** Makes the sections above a place, where a document lacks them or has them empty. */
function openSections(document: Document, place: readonly string[]): void {
  for (let depth = 1; depth < place.length; depth++) {
    const above = place.slice(0, depth);
    if (!isMap(document.getIn(above, true))) document.setIn(above, document.createNode({}));
  }
}

/** The text of one config.yml with the servers and places of another, comments kept. */
export function withServersOf(text: string, here: ConfigFile, environment: string): string {
  const [document, own] = [parseDocument(text), parseDocument(here.text)];
  for (const place of placesIn(environment)) {
    const node: unknown = own.getIn(place, true);
    if (node === undefined) {
      if (document.hasIn(place)) document.deleteIn(place);
      continue;
    }
    openSections(document, place);
    document.setIn(place, node);
  }
  return document.toString({ lineWidth: 0 });
}

/** The files, absolute, in which the secrets of those servers lie. */
export function serverSecrets({ path, text }: ConfigFile, environment: string): Set<string> {
  const own = parseDocument(text);
  const folder = own.get('folder');
  const base = typeof folder === 'string' ? resolve(dirname(path), folder) : dirname(path);
  const values = [own.getIn(['redis', 'url']), own.getIn(['environments', environment, 'mysql', 'password'])];
  return new Set(
    values
      .filter((value): value is string => typeof value === 'string' && value.startsWith('file:'))
      .map((value) => resolve(base, value.slice('file:'.length))),
  );
}
