import { dirname, resolve } from 'node:path';
import { isMap, parseDocument, type Document } from 'yaml';

/** Where config.yml says which servers and places an installation has; all else says what it does. */
const placesIn = (environment: string): string[][] => [
  ['folder'],
  ['redis'],
  ['gateway', 'port'],
  ['environments', environment, 'mysql'],
];

const host = ['gateway', 'host'];
const tls = ['gateway', 'tls'];
const certificate = [...tls, 'cert'];
const metricsHost = ['worker', 'metrics_host'];

/** Addresses that every machine has; another one may be that of the old machine alone. */
const anywhere: readonly unknown[] = ['0.0.0.0', '::'];
const onEachMachine: readonly unknown[] = [...anywhere, '127.0.0.1', '::1', 'localhost'];

/** What stays as it is here of where this machine listens, and with which certificate. */
function listeningHere(document: Document, own: Document): string[][] {
  // A certificate that only the other document has comes along, and that others are to reach it: people know the console by it.
  const comes = Boolean(document.getIn(certificate)) && !own.getIn(certificate);
  return [
    ...(comes ? [] : [tls]),
    ...(comes && anywhere.includes(document.getIn(host)) ? [] : [host]),
    ...(onEachMachine.includes(document.getIn(metricsHost)) ? [] : [metricsHost]),
  ];
}

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
  for (const place of [...placesIn(environment), ...listeningHere(document, own)]) {
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

/** The files, absolute, in which the secrets of those servers lie, and the certificate with its key. */
export function serverSecrets({ path, text }: ConfigFile, environment: string): Set<string> {
  const own = parseDocument(text);
  const folder = own.get('folder');
  const base = typeof folder === 'string' ? resolve(dirname(path), folder) : dirname(path);
  const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
  const values = [own.getIn(['redis', 'url']), own.getIn(['environments', environment, 'mysql', 'password'])];
  const named = values
    .filter(isText)
    .flatMap((value) => (value.startsWith('file:') ? [value.slice('file:'.length)] : []));
  const shown = [own.getIn(certificate), own.getIn([...tls, 'key'])].filter(isText);
  return new Set([...named, ...shown].map((path) => resolve(base, path)));
}
