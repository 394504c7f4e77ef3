import type { HostKeysView } from '#api';
import type { CliContext } from '../context/cliContext.js';
import { usageError } from '../errors/cliError.js';
import { errorAtTerminal } from '../language/errorAtTerminal.js';
import { nextLines } from '../output/findings.js';
import { day } from '../output/figures.js';
import { promptUser } from '../output/promptUser.js';
import { table } from '../output/table.js';
import { printable } from '../output/width.js';
import { columnHeads, sentence } from '../language/sentence.js';

/** Who vouches for a known key, and whether that counts. */
function vouched({ source, by, counts }: HostKeysView['known'][number]): string {
  const who =
    source === 'known_hosts' ? source : by === null ? sentence(`key.${source}`) : sentence(`key.${source}By`, { by });
  return counts ? who : who + sentence('key.doesNotCount');
}

const fileOf = (type: string): string => {
  const kind = type.startsWith('ecdsa') ? 'ecdsa' : type.replace(/^ssh-/, '');
  return `/etc/ssh/ssh_host_${kind}_key.pub`;
};

/** What is known of the keys of a host, what it shows, and whether they agree. */
export function keyLines(keys: HostKeysView, { green, red, yellow }: CliContext['paint']): string[] {
  const { host, address, port, state, known, shown, trouble } = keys;
  const sign = state === 'agrees' ? green('✓') : state === 'unscanned' || state === 'unknown' ? yellow('!') : red('✗');
  const rows = [
    ...known.map((key) => [
      ...[key.type, key.fingerprint, vouched(key), day(key.at)],
      key.shown === null ? '' : sentence(key.shown ? 'key.shown' : 'key.notShown'),
    ]),
    ...shown
      .filter(({ fingerprint }) => known.every((one) => one.fingerprint !== fingerprint))
      .map(({ type, fingerprint }) => [type, fingerprint, sentence('key.notKnown'), '', sentence('key.shown')]),
  ];
  const place = sentence('key.place', { host, address, port });
  const compare = state === 'unknown' || state === 'changed' ? shown[0] : undefined;
  return [
    `${sign} ${printable(sentence(`key.${state}`, { host: place }))}`,
    ...(trouble === null ? [] : [`  ${printable(errorAtTerminal(trouble).message)}`]),
    ...(rows.length === 0
      ? []
      : table(columnHeads('type', 'fingerprint', 'known', 'since', ''), rows).map((line) => `  ${line}`)),
    ...(compare === undefined
      ? []
      : [`  ${sentence('key.onHost', { command: `ssh-keygen -lf ${fileOf(compare.type)}` })}`]),
  ];
}

/** The lines of `keyLines` with the next step. */
export const keyReport = (keys: HostKeysView, paint: CliContext['paint']): string[] => [
  ...keyLines(keys, paint),
  ...(keys.next === null ? [] : nextLines(keys.next)),
];

/** The fingerprint in what somebody gives: by itself, or in a line as ssh-keygen prints it. Throws CliError where there is none. */
export function fingerprintIn(text: string): string {
  const [found] = /SHA256:[A-Za-z0-9+/]{43}(?![A-Za-z0-9+/])/.exec(text) ?? [];
  if (found === undefined) throw usageError(sentence('key.noFingerprint', { text: printable(text) }));
  return found;
}

/** Asks on the terminal whether a key is that of its host. Gives the fingerprint that was compared, or null. */
export async function askApproval(keys: HostKeysView): Promise<string | null> {
  const [first] = keys.shown;
  if (first === undefined) return null;
  const answer = await promptUser(sentence('key.ask', { fingerprint: first.fingerprint }), { secret: false });
  if (answer.trim() === 'yes') return first.fingerprint;
  return answer.includes('SHA256:') ? fingerprintIn(answer) : null;
}
