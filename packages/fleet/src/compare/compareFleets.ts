import type { Fleet } from '../model/fleet.js';
import { canonical, isSame } from '../expand/layers.js';

export const entryKinds = ['host', 'group', 'app', 'outage'] as const;
export type EntryKind = (typeof entryKinds)[number];
export const changeKinds = ['added', 'changed', 'removed'] as const;

/** One value that is another afterwards; null where there is none. */
export interface ValueChange {
  /** Its keys, with dots between them. */
  key: string;
  before: unknown;
  after: unknown;
}

/** What becomes of one host, group, app, or the outage of a host. */
export interface FleetChange {
  kind: EntryKind;
  name: string;
  change: (typeof changeKinds)[number];
  values: ValueChange[];
}

/** A host, a group or an app as one value. */
export type FleetEntry = Readonly<Record<string, unknown>>;

/** The entries of a fleet by name, each as one value. */
export function entriesOf({ hosts, groups, apps, outages }: Fleet, kind: EntryKind): Map<string, FleetEntry> {
  if (kind === 'host') return new Map(hosts);
  if (kind === 'outage') return new Map([...outages].map(([name, outage]) => [name, { ...outage }]));
  if (kind === 'group')
    return new Map([...groups].map(([name, settings]) => [name, canonical(settings) as FleetEntry]));
  return new Map([...apps].map(([name, { settings, ...rest }]) => [name, { ...rest, ...settings }]));
}

/** What becomes of one entry, which is undefined where there is none; null where it stays as it is. */
export function compareEntries(
  kind: EntryKind,
  name: string,
  before: FleetEntry | undefined,
  after: FleetEntry | undefined,
): FleetChange | null {
  if (isSame(before, after)) return null;
  const change = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
  return { kind, name, change, values: valueChanges('', before ?? {}, after ?? {}) };
}

/** What has to be changed to come from one fleet to another: hosts, groups, apps, each by name. */
export function compareFleets(before: Fleet, after: Fleet): FleetChange[] {
  return entryKinds.flatMap((kind) => {
    const [old, now] = [entriesOf(before, kind), entriesOf(after, kind)];
    const names = [...new Set([...old.keys(), ...now.keys()])].sort();
    return names.flatMap((name) => compareEntries(kind, name, old.get(name), now.get(name)) ?? []);
  });
}

function valueChanges(above: string, before: FleetEntry, after: FleetEntry): ValueChange[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.flatMap((key) => {
    const [old, now] = [before[key], after[key]];
    if (isSame(old, now)) return [];
    const path = above === '' ? key : `${above}.${key}`;
    const inner = (value: unknown): FleetEntry | null => (value === undefined ? {} : isSection(value) ? value : null);
    const [oldSection, nowSection] = [inner(old), inner(now)];
    if (oldSection && nowSection) return valueChanges(path, oldSection, nowSection);
    return [{ key: path, before: old ?? null, after: now ?? null }];
  });
}

const isSection = (value: unknown): value is FleetEntry =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
