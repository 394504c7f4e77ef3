import type { DoctorAppFindings, Finding } from '#contract';
import type { App } from '../model/app.js';
import { belongsTo, holderIn } from '../model/installation.js';
import type { Facts } from '../model/instruction.js';
import type { Installation } from '../model/step.js';
import { serviceKindOf, serviceTypes } from '../services/index.js';

/** The worker's own knowledge of a host, beside what the host says. */
export interface KnownHostFacts {
  /** The place its key is kept. */
  hostKeys: 'known_hosts' | 'first-contact' | 'recorded';
  /** `user:group` given to release directories, or empty. */
  owner: string;
  installation: Installation;
}

const MiB = 1024;
const littleMiB = 1024;
const littleShare = 0.05;
const tolerableMs = 2000;

const well = (name: string, message: string): Finding => ({ name, state: 'ok', message, advice: null });
const finding = (state: 'warning' | 'failed', name: string, message: string, advice: string): Finding => ({
  name,
  state,
  message,
  advice,
});

function tools({ missing_tools: missing = '', tar, flock, rsync }: Facts): Finding[] {
  const found = [tar, flock].filter((version) => version !== undefined && version !== '').join(', ');
  const needed = missing
    ? finding(
        'failed',
        'host.tools',
        `not found: ${missing}`,
        'Install them (coreutils, util-linux, findutils, gawk or mawk, tar), or put them into the PATH of a login without a terminal.',
      )
    : well('host.tools', `all there: ${found}`);
  const carrier =
    rsync === undefined
      ? finding(
          'warning',
          'host.rsync',
          'there is no rsync: files are sent by tar, unchanged ones as well',
          'Install rsync, on the host and on the machine of the worker.',
        )
      : well('host.rsync', rsync);
  return [needed, carrier];
}

function clock({ clock: shown, clock_heard: heard }: Facts): Finding[] {
  if (shown === undefined || heard === undefined) return [];
  const ahead = Number(shown) - Number(heard);
  const message = `its clock is ${Math.abs(ahead)} ms ${ahead < 0 ? 'behind' : 'ahead of'} the worker's`;
  return [
    Math.abs(ahead) <= tolerableMs
      ? well('host.clock', message)
      : finding('warning', 'host.clock', message, 'Keep the clocks together (chrony, systemd-timesyncd).'),
  ];
}

function room(facts: Facts, tree: 'program' | 'config'): Finding[] {
  const dir = facts[`${tree}_dir`];
  if (dir === undefined) return [];
  const user = facts.user ?? 'the user who logs in';
  const writable =
    facts[`${tree}_writable`] === 'yes'
      ? well(`${tree}.writable`, `${dir} can be written to`)
      : finding(
          'failed',
          `${tree}.writable`,
          `${dir} cannot be written by ${user}`,
          `Give it to ${user} (chown), mount it writable, or log in as its owner (ssh.user in config.yml).`,
        );
  const [free, total] = [facts[`${tree}_free`], facts[`${tree}_total`]].map(Number);
  if (!Number.isFinite(free) || !Number.isFinite(total)) return [writable];
  const message = `${Math.round(free! / MiB)} of ${Math.round(total! / MiB)} MiB are free for ${dir}`;
  const little = free! / MiB < littleMiB || free! < total! * littleShare;
  const space = little
    ? finding('warning', `${tree}.space`, message, 'Make room on the host, or lower release.keep in config.yml.')
    : well(`${tree}.space`, message);
  return [writable, space, ...inodes(facts, tree, dir)];
}

/** Nothing where the file system makes inodes as it needs them. */
function inodes(facts: Facts, tree: 'program' | 'config', dir: string): Finding[] {
  const [free, total] = [facts[`${tree}_inodes_free`], facts[`${tree}_inodes_total`]].map(Number);
  if (!Number.isFinite(free) || !Number.isFinite(total)) return [];
  const name = `${tree}.inodes`;
  const message = `${free} of ${total} inodes are free for ${dir}`;
  const advice = 'Find what makes so many files on the host (df -i, du --inodes), or lower release.keep in config.yml.';
  return [free! < total! * littleShare ? finding('warning', name, message, advice) : well(name, message)];
}

/** `.rexflow` was removed: see scripts/lib/wayBack.sh. */
function lostLink(name: string, path: string, { way_back: found, way_back_to: to = '' }: Facts): Finding {
  const message = `${path} leads to nothing: the .rexflow it runs through was removed`;
  const advice =
    found === 'removed'
      ? `Release to this app again, or roll it back: the link is built again to ${to}, which the records hold. Do not restart the application before.`
      : `Release to this app again: ${to || 'what was live'}, which the records hold, is gone as well, so there is no way back to it.`;
  return finding('failed', name, message, advice);
}

const nothingYet = 'Nothing, if this host was never released to.';
const makeConfig = (path: string): string =>
  `If this host was never released to: a release takes the configuration from there, so make it first, with what is to be in it: mkdir -p ${path}`;

function liveLink(facts: Facts, tree: 'program' | 'config', path: string, nested: boolean): Finding[] {
  const name = `${tree}.live`;
  const live = facts[`${tree}_live`] ?? '';
  switch (facts[`${tree}_link`]) {
    case undefined:
      return [];
    case 'link':
      return [well(name, `${path} leads to ${live}`)];
    case 'directory':
      if (nested) return [well(name, `${path} is a directory`)];
      return [
        finding(
          'warning',
          name,
          `${path} is a directory, no link`,
          'Nothing: the first release moves it aside and puts the live link in its place.',
        ),
      ];
    case 'absent':
      return [finding('warning', name, `${path} is not there`, tree === 'program' ? nothingYet : makeConfig(path))];
    case 'dangling':
      if (facts.way_back) return [lostLink(name, path, facts)];
      return [
        finding(
          'failed',
          name,
          `${path} leads to nothing`,
          'Release to this app again, or roll it back: the application cannot start from there.',
        ),
      ];
    default:
      return [
        finding(
          'failed',
          name,
          `${path} is neither a link nor a directory`,
          'Move it away on the host, or correct pro_dir and config_dir in the catalogue.',
        ),
      ];
  }
}

function login({ user = '', shell }: Facts, { owner, hostKeys }: KnownHostFacts): Finding[] {
  const pinned = {
    known_hosts: 'its key stands in known_hosts, or somebody approved it',
    recorded: 'its key is known; another one will be refused',
    'first-contact': 'its key is recorded since first contact (GET /v1/hosts); another one will be refused',
  };
  const login = `logged in as ${user}${shell ? `, the shell is ${shell}` : ''}`;
  const owns =
    owner !== '' && user !== 'root'
      ? finding(
          'failed',
          'host.user',
          `${login}: release.owner (${owner}) needs root`,
          'Empty release.owner in config.yml, or log in as root.',
        )
      : well('host.user', login);
  return [owns, well('host.key', pinned[hostKeys])];
}

function state(facts: Facts): Finding {
  return facts.state_writable === 'yes'
    ? well('host.state', 'the place of locks and journals can be written to')
    : finding(
        'failed',
        'host.state',
        `.rexflow beside pro_dir cannot be written by ${facts.user ?? 'the user who logs in'}`,
        'Give .rexflow and the directory it lies in to the user who logs in (chown).',
      );
}

function holder(facts: Facts, { appKey }: App, { installation }: KnownHostFacts): Finding {
  const name = 'app.holder';
  const found = holderIn(facts);
  if (found === null)
    return well(name, 'it belongs to no rexflow yet: the first release from here puts our name there');
  if (found.id === installation.id) return well(name, `it belongs to this rexflow, ${installation.name}`);
  const advice = `Release from there. If that one is gone or gives it up: rexflow takeover ${appKey} --reason TEXT.`;
  return finding('failed', name, belongsTo(appKey, found), advice);
}

const severity: readonly Finding['state'][] = ['ok', 'warning', 'failed'];

/** What the facts of a host say of the host itself. */
const hostItself = (facts: Facts, known: KnownHostFacts): Finding[] => [
  ...login(facts, known),
  ...tools(facts),
  ...clock(facts),
];

/** The findings of a look at a host, whatever apps are on it. */
export function hostFound(facts: Facts, known: KnownHostFacts): Finding[] {
  const { room_dir: dir } = facts;
  const [free, total] = [facts.room_free, facts.room_total].map(Number);
  if (dir === undefined || !Number.isFinite(free) || !Number.isFinite(total)) return hostItself(facts, known);
  const message = `${Math.round(free! / MiB)} of ${Math.round(total! / MiB)} MiB are free for ${dir}`;
  const little = free! / MiB < littleMiB || free! < total! * littleShare;
  const advice = 'Make room on the host (df, du), or let paths.program of its apps lie on another disk.';
  const space = little ? finding('warning', 'host.space', message, advice) : well('host.space', message);
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
    ...liveLink(facts, 'config', app.configLink, nested),
    serviceTypes[serviceKindOf(app)].finding(facts, app),
  ];
}

/** The findings of `doctor` from the facts of a host, each with what to do about it. */
export function doctorFound(facts: Facts, app: App, known: KnownHostFacts): DoctorAppFindings {
  const findings = [...hostItself(facts, known), ...appFound(facts, app, known)];
  const worst = Math.max(...findings.map((one) => severity.indexOf(one.state)));
  return { state: severity[worst]!, findings };
}
