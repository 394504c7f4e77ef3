import type { CallInput } from '#api/client';
import type { HostCheckView, HostKeysView } from '#api';
import type { Refused } from '../api/refused.js';
import type { MessageKey } from '../language/index.js';
import { expandRanges, mostHosts } from './expandRange.js';

/** What is typed of the hosts that are to be added. */
export interface HostsForm {
  names: string;
  addresses: string;
  user: string;
  port: string;
  jump: string;
  labels: string;
  note: string;
}

export type NewHostSettings = CallInput<'putHost'>['body'];

/** A host that is to be added. */
export interface NewHost {
  name: string;
  settings: NewHostSettings;
}

/** What is known of a host that is to be added. */
export interface NewHostState {
  keys: HostKeysView | null;
  check: HostCheckView | null;
  /** It is being asked. */
  busy: boolean;
  /** What a call about it was refused with. */
  trouble: Refused | null;
  /** It is in the catalogue by now. */
  added: boolean;
}

export const unseenHost: NewHostState = { keys: null, check: null, busy: false, trouble: null, added: false };

/** Whether apps can be released to it as it is. */
export const isReady = ({ check }: NewHostState): boolean => check?.ready === true;

/** The labels of a text such as `site=sh rack=a7`; null where a word is none. */
function labelsOf(words: readonly string[]): Record<string, string> | null {
  const pairs = words.map((word) => /^([^=]+)=(.+)$/s.exec(word));
  if (pairs.includes(null)) return null;
  return Object.fromEntries(pairs.map((pair) => [pair![1]!, pair![2]!]));
}

/** The hosts that a form describes, or what is wrong with it. */
export function hostsOf(form: HostsForm): { hosts: NewHost[] } | { wrong: MessageKey } {
  const [addresses, names, user, jump, note] = [form.addresses, form.names, form.user, form.jump, form.note].map(
    (text) => text.trim(),
  ) as [string, string, string, string, string];
  if (addresses === '') return { wrong: 'addHosts.noAddress' };
  const words = form.labels.split(/[\s,]+/).filter((word) => word !== '');
  if (labelsOf(words) === null) return { wrong: 'addHosts.badLabels' };
  const port = form.port.trim() === '' ? null : Number(form.port);
  if (port !== null && !(Number.isInteger(port) && port > 0 && port < 65_536)) return { wrong: 'addHosts.badPort' };
  const rows = expandRanges([addresses, names, ...words]);
  if (rows === null || rows.length > mostHosts) return { wrong: 'addHosts.badRange' };
  const login = { ...(user && { user }), ...(port !== null && { port }), ...(jump && { jump }) };
  const hosts = rows.map(([address, name, ...labels]): NewHost => ({
    name: name === '' ? address! : name!,
    settings: {
      address: address!,
      ...(Object.keys(login).length > 0 && { login }),
      ...(labels.length > 0 && { labels: labelsOf(labels)! }),
      ...(note && { note }),
    },
  }));
  return new Set(hosts.map(({ name }) => name)).size < hosts.length ? { wrong: 'addHosts.sameName' } : { hosts };
}

/** Every fingerprint in a text, as what ssh-keygen printed on several hosts. */
export const fingerprintsIn = (text: string): string[] => [
  ...new Set(text.match(/SHA256:[A-Za-z0-9+/]{43}(?![A-Za-z0-9+/])/g) ?? []),
];
