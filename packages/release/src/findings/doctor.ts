import { finding, statement, type Detail, type DoctorAppFindings, type Finding, type Statement } from '#contract';
import type { App } from '../model/app.js';
import { holderIn } from '../model/installation.js';
import type { Facts } from '../model/instruction.js';
import type { Installation } from '../model/step.js';
import { shareCommand, sharedRoot } from '../model/paths.js';
import { serviceKindOf, serviceTypes } from '../services/index.js';
import { programsFound } from './hostPrograms.js';
import { ownerFound } from './owner.js';
import { variablesFound } from './variables.js';
import { layoutFound } from './toolLayout.js';

/** The worker's own knowledge of a host, beside what the host says. */
export interface KnownHostFacts {
  /** The place its key is kept. */
  hostKeys: 'known_hosts' | 'first-contact' | 'recorded';
  /** Fingerprints of the authorities that its known_hosts file lets vouch for it. */
  authorities: readonly string[];
  /** `user:group` given to release directories, or empty. */
  owner: string;
  installation: Installation;
}

const MiB = 1024;
const littleMiB = 1024;
const littleShare = 0.05;
const tolerableMs = 2000;

/** Who the host says logged in. */
const userOf = ({ user }: Facts): Detail => user ?? statement('host.whoLogsIn');

function clock({ clock: shown, clock_heard: heard }: Facts): Finding[] {
  if (shown === undefined || heard === undefined) return [];
  const ahead = Number(shown) - Number(heard);
  const ms = Math.abs(ahead);
  return [
    ms <= tolerableMs
      ? finding('host.clock', 'ok', statement(ahead < 0 ? 'host.clockBehind' : 'host.clockAhead', { ms }))
      : finding(
          'host.clock',
          'warning',
          statement(ahead < 0 ? 'host.clockTooFarBehind' : 'host.clockTooFarAhead', { ms }),
        ),
  ];
}

function room(facts: Facts, tree: 'program' | 'config'): Finding[] {
  const dir = facts[`${tree}_dir`];
  if (dir === undefined) return [];
  const writable =
    facts[`${tree}_writable`] === 'yes'
      ? finding(`${tree}.writable`, 'ok', statement('tree.writable', { dir }))
      : finding(`${tree}.writable`, 'failed', statement('tree.unwritable', { dir, user: userOf(facts) }));
  const [free, total] = [facts[`${tree}_free`], facts[`${tree}_total`]].map(Number);
  if (!Number.isFinite(free) || !Number.isFinite(total)) return [writable];
  const figures = { free: Math.round(free! / MiB), total: Math.round(total! / MiB), dir };
  const little = free! / MiB < littleMiB || free! < total! * littleShare;
  const space = little
    ? finding(`${tree}.space`, 'warning', statement('tree.roomLittle', figures))
    : finding(`${tree}.space`, 'ok', statement('tree.room', figures));
  return [writable, space, ...inodes(facts, tree, dir)];
}

/** Nothing where the file system makes inodes as it needs them. */
function inodes(facts: Facts, tree: 'program' | 'config', dir: string): Finding[] {
  const [free, total] = [facts[`${tree}_inodes_free`], facts[`${tree}_inodes_total`]].map(Number);
  if (!Number.isFinite(free) || !Number.isFinite(total)) return [];
  const name = `${tree}.inodes`;
  const figures = { free: free!, total: total!, dir };
  return [
    free! < total! * littleShare
      ? finding(name, 'warning', statement('tree.inodesLittle', figures))
      : finding(name, 'ok', statement('tree.inodes', figures)),
  ];
}

/** `.rexflow` was removed: see scripts/lib/wayBack.sh. */
function lostLink(path: string, { way_back: found, way_back_to: to = '' }: Facts): Statement {
  return found === 'removed'
    ? statement('live.lost', { path, live: to })
    : statement('live.lostForGood', { path, live: to || statement('live.whatWas') });
}

function liveLink(facts: Facts, tree: 'program' | 'config', path: string, nested: boolean): Finding[] {
  const name = `${tree}.live`;
  const live = facts[`${tree}_live`] ?? '';
  switch (facts[`${tree}_link`]) {
    case undefined:
      return [];
    case 'link':
      return [finding(name, 'ok', statement('live.leads', { path, live }))];
    case 'directory':
      return [
        nested
          ? finding(name, 'ok', statement('live.directory', { path }))
          : finding(name, 'warning', statement('live.notLink', { path })),
      ];
    case 'absent':
      return [finding(name, 'warning', statement(`live.${tree}Absent`, { path }))];
    case 'dangling':
      return [finding(name, 'failed', facts.way_back ? lostLink(path, facts) : statement('live.dangling', { path }))];
    default:
      return [finding(name, 'failed', statement('live.neither', { path }))];
  }
}

/** What is said of the key of a host, by the place it is kept. */
const keyKept = { known_hosts: 'host.keyInFile', recorded: 'host.keyKnown', 'first-contact': 'host.keyFirst' } as const;

/** Where OpenSSH would let an authority decide, which we cannot. */
function authority({ authorities, hostKeys }: KnownHostFacts): Finding[] {
  if (authorities.length === 0) return [];
  return [
    hostKeys === 'known_hosts'
      ? finding('host.authority', 'ok', statement('host.authorityAside', { authorities }))
      : finding('host.authority', 'warning', statement('host.authority', { authorities })),
  ];
}

function login({ user = '', shell }: Facts, known: KnownHostFacts): Finding[] {
  const { owner, hostKeys } = known;
  const isOwner = owner === '' || user === 'root';
  const ownerless = shell ? statement('host.userShell', { user, shell }) : statement('host.user', { user });
  const needsRoot = shell
    ? statement('host.notOwnerShell', { user, shell, owner })
    : statement('host.notOwner', { user, owner });
  return [
    isOwner ? finding('host.user', 'ok', ownerless) : finding('host.user', 'failed', needsRoot),
    finding('host.key', 'ok', statement(keyKept[hostKeys])),
    ...authority(known),
  ];
}

function state(facts: Facts): Finding {
  const name = 'host.state';
  const { state_writable: writable, closed_dir: dir, closed_mode: mode = '' } = facts;
  const user = userOf(facts);
  if (writable !== 'yes') return finding(name, 'failed', statement('host.stateUnwritable', { user }));
  if (dir !== undefined) return finding(name, 'warning', statement('host.stateClosed', { dir, user, mode }));
  return finding(name, 'ok', statement('host.state'));
}

function holder(facts: Facts, { appKey }: App, { installation }: KnownHostFacts): Finding {
  const name = 'app.holder';
  const found = holderIn(facts);
  if (found === null) return finding(name, 'ok', statement('holder.none'));
  if (found.id === installation.id) return finding(name, 'ok', statement('holder.own', { name: installation.name }));
  const called = found.name || statement('holder.nameless');
  return finding(name, 'failed', statement('holder.other', { app: appKey, name: called, id: found.id }));
}

const sharedStates = {
  ok: ['ok', 'shared.kept'],
  SHARED_MISSING: ['failed', 'shared.missing'],
  SHARED_IN_RELEASE: ['failed', 'shared.inRelease'],
  SHARED_ELSEWHERE: ['failed', 'shared.elsewhere'],
  SHARED_MOVED: ['failed', 'shared.moved'],
} as const;

function shared({ shared: seen, shared_at: path = '', shared_from: from = '' }: Facts, app: App): Finding[] {
  if (!app.shared) return [];
  const [state, id] = sharedStates[seen as keyof typeof sharedStates] ?? (['warning', 'shared.unseen'] as const);
  return [finding('app.shared', state, statement(id, { path, from, root: sharedRoot(app) }))];
}

/** Files of the live release that no release brought: the next one would leave them behind. */
function unbrought({ unbrought: seen = '' }: Facts, app: App): Finding[] {
  const [count, ...paths] = seen.split('\n');
  if (paths.length === 0 || !/^\d{1,9}$/.test(count!)) return [];
  const details = { n: Number(count), paths, command: shareCommand(app, paths) };
  return [finding('app.unshared', 'warning', statement('shared.unbrought', details))];
}

const hookLacks = { user: 'hook.noUser', become: 'hook.noBecome', right: 'hook.noRight' } as const;

/** Whether the hooks of an app can run as the users they name; nothing where they name none. */
function hookUsers(
  { hook_user: user = '', hook_lacks: lacks, user: login = '' }: Facts,
  { hooks = [] }: App,
): Finding[] {
  if (hooks.every((hook) => hook.user === undefined)) return [];
  const id = hookLacks[lacks as keyof typeof hookLacks];
  if (id === undefined) return [finding('app.hooks', 'ok', statement('hook.users'))];
  return [finding('app.hooks', 'failed', statement(id, { user, login }))];
}

const severity: readonly Finding['state'][] = ['ok', 'warning', 'failed'];

/** What the facts of a host say of the host itself. */
const hostItself = (facts: Facts, known: KnownHostFacts): Finding[] => [
  ...login(facts, known),
  ...programsFound(facts),
  ...clock(facts),
];

/** The findings of a look at a host, whatever apps are on it. */
export function hostFound(facts: Facts, known: KnownHostFacts): Finding[] {
  const { room_dir: dir } = facts;
  const [free, total] = [facts.room_free, facts.room_total].map(Number);
  if (dir === undefined || !Number.isFinite(free) || !Number.isFinite(total)) return hostItself(facts, known);
  const figures = { free: Math.round(free! / MiB), total: Math.round(total! / MiB), dir };
  const little = free! / MiB < littleMiB || free! < total! * littleShare;
  const space = little
    ? finding('host.space', 'warning', statement('host.roomLittle', figures))
    : finding('host.space', 'ok', statement('host.room', figures));
  return [...hostItself(facts, known), space];
}

/** What the facts of a host say of one app on it. */
export function appFound(facts: Facts, app: App, known: KnownHostFacts): Finding[] {
  const nested = app.layout === 'nested';
  return [
    ...room(facts, 'program'),
    ...room(facts, 'config'),
    state(facts),
    holder(facts, app, known),
    ...liveLink(facts, 'program', app.programLink, nested),
    ...(app.configLink === '' ? [] : liveLink(facts, 'config', app.configLink, nested)),
    serviceTypes[serviceKindOf(app)].finding(facts, app),
    ...variablesFound(facts, app),
    ...shared(facts, app),
    ...unbrought(facts, app),
    ...ownerFound(facts, app),
    ...layoutFound(facts, app),
    ...hookUsers(facts, app),
  ];
}

/** The findings of `doctor` from the facts of a host and from asking whether the app is well, each with what to do about it. */
export function doctorFound(
  facts: Facts,
  app: App,
  known: KnownHostFacts,
  health: readonly Finding[] = [],
): DoctorAppFindings {
  // What is said of one app goes before what is said of all.
  const itself = hostItself(facts, app.owner ? { ...known, owner: '' } : known);
  const findings = [...itself, ...appFound(facts, app, known), ...health];
  const worst = Math.max(...findings.map((one) => severity.indexOf(one.state)));
  return { state: severity[worst]!, findings };
}
