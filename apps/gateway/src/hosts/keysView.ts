import { createHash } from 'node:crypto';
import type { HostKeysView } from '#api';
import { statement } from '#contract';
import type { HostLook, RecordedKey } from '#records';
import { troubleView } from '../v1/presenters/release.js';
import type { HostPlace } from './hostPlace.js';
import { nextStep, stepAfterTrouble } from './nextStep.js';

/** The fingerprint of a key in base64, as ssh shows it. */
export const fingerprintOf = (key: string): string =>
  `SHA256:${createHash('sha256').update(Buffer.from(key, 'base64')).digest('base64').replace(/=+$/, '')}`;

/** The types of keys, in the order in which a login asks for them. */
const asked = ['ssh-ed25519', 'ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp384', 'ecdsa-sha2-nistp521', 'ssh-rsa'];

type Known = HostKeysView['known'][number];

interface Seen {
  recorded: readonly RecordedKey[];
  look: HostLook<'keys'> | null;
  /** Only keys of known_hosts and approved ones count. */
  byFile: boolean;
}

function knownKeys({ recorded, look, byFile }: Seen): Known[] {
  const shown = look?.found?.shown;
  const isShown = (fingerprint: string): boolean | null =>
    shown === undefined || shown.length === 0 ? null : shown.some((key) => key.fingerprint === fingerprint);
  const stored = recorded.map(({ type, key, firstSeen, approved }): Known => {
    const fingerprint = fingerprintOf(key);
    return {
      ...{ type, fingerprint },
      source: approved === null ? 'firstContact' : 'approved',
      by: approved?.by ?? null,
      at: (approved?.at ?? firstSeen).toISOString(),
      counts: approved !== null || !byFile,
      shown: isShown(fingerprint),
    };
  });
  const inFile = (look?.found?.inFile ?? []).map(({ type, fingerprint }): Known => ({
    ...{ type, fingerprint, source: 'known_hosts', by: null, at: null, counts: true },
    shown: isShown(fingerprint),
  }));
  return [...stored, ...inFile];
}

/** Whether a login would go on, by what a host showed and what is known: types that are known are asked for first. */
function stateOf(known: readonly Known[], look: HostLook<'keys'> | null): HostKeysView['state'] {
  const found = look?.found;
  if (!found) return 'unscanned';
  if (found.trouble !== null || found.shown.length === 0) return 'unreachable';
  const counting = known.filter(({ counts }) => counts);
  const types = new Set(counting.map(({ type }) => type));
  const turn = (type: string): number => asked.indexOf(type) + (types.has(type) ? 0 : asked.length);
  const [met] = [...found.shown].sort((one, other) => turn(one.type) - turn(other.type));
  if (found.revoked.includes(met!.fingerprint)) return 'changed';
  if (counting.length === 0) return 'unknown';
  return counting.some(({ fingerprint }) => fingerprint === met!.fingerprint) ? 'agrees' : 'changed';
}

function nextOf(state: HostKeysView['state'], place: HostPlace, look: HostLook<'keys'> | null): HostKeysView['next'] {
  const trouble = look?.found?.trouble;
  if (trouble) return stepAfterTrouble(trouble, place);
  const details = { host: place.target.host, seen: look?.found?.shown[0]?.fingerprint ?? 'FINGERPRINT' };
  const about = { kind: 'failed', class: 'host-key', message: '', details, advice: null } as const;
  if (state === 'unknown') return stepAfterTrouble({ ...about, code: 'HOST_KEY_UNKNOWN' }, place);
  if (state === 'changed') return stepAfterTrouble({ ...about, code: 'HOST_KEY_CHANGED' }, place);
  return state === 'agrees' ? null : nextStep(statement('next.askKeys'), `rexflow host key ${place.name}`);
}

/** Presents the keys of a host: what is known, what it showed when it was asked last, and whether they agree. */
export function keysView(place: HostPlace, seen: Seen): HostKeysView {
  const { look } = seen;
  const known = knownKeys(seen);
  const state = stateOf(known, look);
  const counting = new Set(known.filter(({ counts }) => counts).map(({ fingerprint }) => fingerprint));
  return {
    host: place.name,
    address: place.address,
    port: place.port,
    state,
    known,
    shown: (look?.found?.shown ?? []).map(({ type, fingerprint }) => ({
      ...{ type, fingerprint, known: counting.has(fingerprint) },
    })),
    scannedAt: look?.endedAt?.toISOString() ?? null,
    trouble: troubleView(look?.found?.trouble ?? null),
    next: nextOf(state, place, look),
  };
}
