import { failed, say, type Details, type Entry } from './entry.js';

/** The command that fetches a host's key from where it was shown; 22 is the port ssh-keyscan asks by itself. */
const keyscan = ({ host, address = host, port = 22 }: Details): string =>
  `ssh-keyscan ${port === 22 ? '' : `-p ${say(port)} `}${say(address)}`;

/** What a host said, and what became of the work on it. */
export const hosts = {
  AUTHENTICATION: failed(
    'authentication',
    (d) => `${say(d.host)} refused the login of ${say(d.user)}: check the key or password in config.yml`,
    (d) =>
      `Add the public key to authorized_keys of ${say(d.user)} on ${say(d.host)}, or set user, private_key or password under ssh.hosts in config.yml.`,
  ),
  HOST_KEY_CHANGED: failed(
    'host-key',
    (d) =>
      `${say(d.host)} shows another host key (${say(d.seen)}) than the one known (${say(d.known)}): find out why, then remove the known key`,
    (d) =>
      `Ask whoever runs ${say(d.host)} whether it was rebuilt; only then remove its line from known_hosts or its row from rexflow_host_keys.`,
  ),
  HOST_KEY_UNKNOWN: failed(
    'host-key',
    (d) =>
      `${say(d.host)} shows the host key ${say(d.seen)}, which known_hosts does not hold: make sure it is that host's, then add it (${keyscan(d)})`,
    (d) => `Compare the fingerprint with the one on the host, then: ${keyscan(d)} >> the known_hosts of config.yml.`,
  ),
  DISK_FULL: failed(
    'disk',
    (d) =>
      d.inodes !== undefined
        ? `${say(d.path)} has ${say(d.inodes)} inodes free, ${say(d.inodes_needed)} are needed`
        : d.free === undefined
          ? `${say(d.path)} ran full while it was being written to`
          : `${say(d.path)} has ${say(d.free)} KiB free, ${say(d.needed)} KiB are needed`,
    () =>
      'Make room on the host (df, df -i), or keep fewer releases there: lower release.keep in config.yml; then retry.',
  ),
  NOT_WRITABLE: failed(
    'permission',
    (d) => `${say(d.path)} cannot be written by ${say(d.user)}`,
    (d) =>
      `Give the directory to ${say(d.user)} (chown), mount it writable, or log in as its owner: ssh.user in config.yml.`,
  ),
  INIT_MISSING: failed(
    'application',
    (d) => `the init script ${say(d.path)} is missing or not executable`,
    () => 'Install it on the host and make it executable (chmod +x), or correct pro_init in the catalogue.',
  ),
  FENCE_OLD: failed(
    'lease',
    (d) => `the host has seen a newer holder (${say(d.seen)}) than this one (${say(d.fence)}): nothing was changed`,
    (d) =>
      `Look for another rexflow that releases here. If there is none (a restored database with a new store): rexflow takeover ${say(d.app) || 'APP'} --reason TEXT; then post again.`,
  ),
  INSTALLATION_OTHER: {
    ...failed(
      'lease',
      (d) =>
        `${say(d.app)} on ${say(d.host)} belongs to another rexflow, ${say(d.name) || 'which left no name'} (${say(d.holder)}), and this is ${say(d.own)}: nothing was changed`,
      (d) =>
        `Release from there. If that one is gone or gives it up, take the app over: rexflow takeover ${say(d.app)} --reason TEXT; then post again.`,
    ),
    zh: (d) =>
      `${say(d.host)} 上的 ${say(d.app)} 属于另一套 rexflow：${say(d.name)}（${say(d.holder)}），本套是 ${say(d.own)}：未做任何改动。若那一套已停用，请执行 rexflow takeover ${say(d.app)} --reason 原因`,
  },
  TRANSFER_FAILED: failed(
    'transfer',
    (d) => `carrying ${say(d.what)} failed: ${say(d.reason)}`,
    () => 'Look at free space and rights on the host and at rsync on both sides, then retry.',
  ),
  VERIFY_FAILED: failed(
    'transfer',
    (d) => `${say(d.path)} does not hold what was sent: ${say(d.reason)}`,
    () => 'Find what else writes to that directory, or test the disk of the host (dmesg); then retry.',
  ),
  STOP_FAILED: failed(
    'application',
    (d) => `the application does not stop: ${say(d.processes)} processes are left`,
    () =>
      'See on the host what these processes wait for (ps, not killable by this user?), and whether pro_key names others, too.',
  ),
  SWITCH_FAILED: failed(
    'switch',
    (d) => `the live link ${say(d.path)} could not be switched: ${say(d.reason)}`,
    () => 'Look at the live link and at who owns its directory on the host (ls -ld); mend it, then retry.',
  ),
  START_FAILED: failed(
    'application',
    (d) => `the application does not run after start: ${say(d.reason)}`,
    () => "Read the application's log and .rexflow/<app_key>/ beside pro_dir, for what the init script said last.",
  ),
  HEALTH_FAILED: failed(
    'health',
    (d) => `${say(d.url)} is not healthy: ${say(d.reason)}`,
    () =>
      "Ask the URL from the worker's machine (curl -i) and read the application's log; if it is only slow, raise release.health.",
  ),
  NOT_CONFIRMED: failed(
    'health',
    (d) => `nobody confirmed within ${say(d.seconds)} s that the application is healthy, the host went back by itself`,
    () =>
      'If the application only needs longer, raise confirm above the time its start and health check take; then retry.',
  ),
  UNDONE: failed(
    'cancelled',
    (d) => `put back, because the release failed on ${say(d.apps)}`,
    (d) => `Nothing on this app: mend what failed on ${say(d.apps)}, then retry.`,
  ),
  NO_PREVIOUS: failed(
    'input',
    (d) => `${say(d.app)} has no release to go back to: ${say(d.reason)}`,
    () =>
      'Release a good version instead, or mark a record of pre_deploy_manage with rollStatus 1 and use rollstatus=1.',
  ),
  TARGET_UNFIT: failed(
    'input',
    (d) => `${say(d.path)} is no release one can switch to: ${say(d.reason)}`,
    () =>
      'Go back to a release by its name (rexflow rollback --to), or correct the directory in its record of pre_deploy_manage.',
  ),
  LINK_LOST: failed(
    'switch',
    (d) =>
      `the live link ${say(d.path)} leads nowhere: it points at ${say(d.target)}, which is not there or leads back to it`,
    () => 'Release to this app again, or roll it back: the application cannot start from there.',
  ),
  HOST_TROUBLE: failed(
    'host',
    (d) =>
      `${say(d.host) || 'the host'} could not ${say(d.what)}: status ${say(d.status)}${d.reason === undefined ? '' : `, ${say(d.reason)}`}`,
    () =>
      'See on the host whether memory, processes, open files or room ran out (free, ulimit -a, df, df -i, dmesg); mend it, then post again.',
  ),
  TARGET_GONE: failed(
    'input',
    (d) => `${say(d.path)} is no longer on the host`,
    () => 'Go back to a release that is still there, or release it anew; raise release.keep to hold more of them.',
  ),
  COMMAND_FAILED: failed(
    'hook',
    (d) => `${say(d.what)} ended with status ${say(d.status)}: ${say(d.reason)}`,
    () => 'Read what it said; try the same by hand on the host as the ssh user, then post again.',
  ),
  DEADLINE: failed(
    'deadline',
    (d) => `${say(d.what)} did not end within ${say(d.seconds)} s and was stopped`,
    () => 'See on the host what it waits for; if it only needs longer, raise the time under release in config.yml.',
  ),
  CANCELLED: failed(
    'cancelled',
    (d) => `cancelled by ${say(d.by)}`,
    () => 'Nothing, if it was meant; otherwise ask who cancelled it, and post again.',
  ),
  SUPERSEDED: failed(
    'superseded',
    (d) => `superseded by job ${say(d.by)} of ${say(d.caller)} while it waited in line; nothing was done`,
    (d) =>
      `Nothing: look at job ${say(d.by)}. With queue=1 instead of queue=latest the newer one waits behind this one.`,
  ),
  LEASE_LOST: failed(
    'lease',
    (d) => `${say(d.app)} is held by someone else now; nothing more was changed here`,
    () => 'Look at the job that holds it now; when it is settled, check the app and post again if it is still wanted.',
  ),
  LOST: failed(
    'lost',
    (d) => `${say(d.what)} was interrupted and what became of it is not known`,
    () => 'Look on the host what it did, and at the app (action=check); post it again if it may happen twice.',
  ),
  INTERNAL: failed(
    'internal',
    (d) => `something rexflow does not expect: ${say(d.reason)}`,
    () => 'Look for this job in the logs of the worker and the gateway, and report what stands there.',
  ),
} satisfies Record<string, Entry>;
