import type { HostKeysView } from '#api';
import type { CliContext } from '../context/cliContext.js';
import { usageError } from '../errors/cliError.js';
import { errorAtTerminal } from '../language/errorAtTerminal.js';
import { nextLines } from '../output/findings.js';
import { day } from '../output/figures.js';
import { promptUser } from '../output/promptUser.js';
import { table } from '../output/table.js';
import { printable } from '../output/width.js';

const states: Readonly<Record<HostKeysView['state'], string>> = {
  agrees: 'it shows a key that is known',
  unknown: 'no key of it is known',
  changed: 'it shows another key than the one that is known',
  unreachable: 'it showed no key',
  unscanned: 'nobody has asked it for its keys yet',
};
const sources = { approved: 'approved', firstContact: 'seen first', known_hosts: 'known_hosts' } as const;

const fileOf = (type: string): string => {
  const kind = type.startsWith('ecdsa') ? 'ecdsa' : type.replace(/^ssh-/, '');
  return `/etc/ssh/ssh_host_${kind}_key.pub`;
};

/** What is known of the keys of a host, what it shows, and whether they agree. */
export function keyLines(keys: HostKeysView, { green, red, yellow }: CliContext['paint']): string[] {
  const { host, address, port, state, known, shown, trouble } = keys;
  const sign = state === 'agrees' ? green('✓') : state === 'unscanned' || state === 'unknown' ? yellow('!') : red('✗');
  const rows = [
    ...known.map(({ type, fingerprint, source, by, at, counts, shown: isShown }) => [
      ...[type, fingerprint, `${sources[source]}${by === null ? '' : ` by ${by}`}${counts ? '' : ', does not count'}`],
      ...[day(at), isShown === null ? '' : isShown ? 'shown' : 'not shown'],
    ]),
    ...shown
      .filter(({ fingerprint }) => known.every((one) => one.fingerprint !== fingerprint))
      .map(({ type, fingerprint }) => [type, fingerprint, 'not known', '', 'shown']),
  ];
  const compare = state === 'unknown' || state === 'changed' ? shown[0] : undefined;
  return [
    `${sign} ${printable(host)} (${printable(address)} port ${port}): ${states[state]}`,
    ...(trouble === null ? [] : [`  ${printable(errorAtTerminal(trouble).message)}`]),
    ...(rows.length === 0 ? [] : table(['type', 'fingerprint', 'known', 'since', ''], rows).map((line) => `  ${line}`)),
    ...(compare === undefined ? [] : [`  on the host itself: ssh-keygen -lf ${fileOf(compare.type)}`]),
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
  if (found === undefined)
    throw usageError(
      `"${printable(text)}" is no fingerprint: SHA256:… is expected, as ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub prints it on the host`,
    );
  return found;
}

/** Asks on the terminal whether a key is that of its host. Gives the fingerprint that was compared, or null. */
export async function askApproval(keys: HostKeysView): Promise<string | null> {
  const [first] = keys.shown;
  if (first === undefined) return null;
  const answer = await promptUser(
    `Is ${first.fingerprint} what the host prints? Type yes, or paste what it prints; anything else approves nothing: `,
    { secret: false },
  );
  if (answer.trim() === 'yes') return first.fingerprint;
  return answer.includes('SHA256:') ? fingerprintIn(answer) : null;
}
