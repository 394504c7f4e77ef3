import { failedError, asText, type Details, type ErrorEntry } from './entry.js';
import { notInstalled } from './notInstalled.js';

/** The command that fetches a host's key from where it was shown; 22 is the port ssh-keyscan asks by itself. */
const keyscan = ({ host, address = host, port = 22 }: Details): string =>
  `ssh-keyscan ${port === 22 ? '' : `-p ${asText(port)} `}${asText(address)}`;

function toInstall(d: Details): string | null {
  const missing = notInstalled(d);
  if (missing === null) return null;
  const { program, brings } = missing;
  const how = brings === null ? '' : ` (apt-get install ${brings}, or apk add ${brings})`;
  const asks = d.app === undefined ? 'rexflow doctor with the app' : `rexflow doctor ${asText(d.app)}`;
  return `Install ${program} on the host${how}; ${asks} tells by which command there, and what else is missing. Then post again.`;
}

/** What a host said, and what became of the work on it. */
export const hostErrors = {
  AUTHENTICATION: failedError(
    'authentication',
    (d) => `${asText(d.host)} refused the login of ${asText(d.user)}: check the key or password in config.yml`,
    (d) =>
      `Add the public key to authorized_keys of ${asText(d.user)} on ${asText(d.host)}, or set user, private_key, agent or password under ssh.hosts in config.yml.`,
  ),
  SSH_AGENT_FAILED: failedError(
    'authentication',
    (d) => `the SSH agent at ${asText(d.path)} gives nothing to log in to ${asText(d.host)} with: ${asText(d.reason)}`,
    (d) =>
      `See as the user of the worker: SSH_AUTH_SOCK=${asText(d.path)} ssh-add -l; start it (ssh-agent -a) and add the key (ssh-add), or set private_key instead of agent.`,
  ),
  LOGIN_CERTIFICATE: failedError(
    'authentication',
    (d) =>
      `${asText(d.host)} lets ${asText(d.user)} in by no plain key, and the SSH agent at ${asText(d.path)} holds a certificate (${asText(d.certificates)}): rexflow cannot log in with one, since its SSH library signs under a name that sshd refuses`,
    (d) =>
      `Add a plain public key (ssh-add -L) to authorized_keys of ${asText(d.user)} on ${asText(d.host)}, and its key to the agent, or set private_key in config.yml.`,
  ),
  HOST_KEY_CHANGED: failedError(
    'host-key',
    (d) =>
      `${asText(d.host)} shows another host key (${asText(d.seen)}) than the one known (${asText(d.known)}): find out why, then remove the known key`,
    (d) =>
      `Ask whoever runs it whether it was rebuilt; only then: rexflow host key ${asText(d.host)} --approve FINGERPRINT --replace, and remove its line from known_hosts.`,
  ),
  HOST_KEY_UNKNOWN: failedError(
    'host-key',
    (d) =>
      d.recorded === undefined
        ? `${asText(d.host)} shows the host key ${asText(d.seen)}, which known_hosts does not hold: make sure it is that host's, then add it (${keyscan(d)})`
        : `${asText(d.host)} shows the host key ${asText(d.seen)}, and none of it is recorded: a look takes no key on trust`,
    (d) =>
      d.recorded === undefined
        ? `Compare it there, then: ${keyscan(d)} >> the known_hosts file, or: rexflow host key ${asText(d.host)} --approve FINGERPRINT.`
        : `Compare it there, then: rexflow host key ${asText(d.host)} --approve FINGERPRINT.`,
  ),
  HOST_CERTIFICATE: failedError(
    'host-key',
    (d) =>
      `known_hosts has ${asText(d.host)} vouched for by an authority alone (@cert-authority ${asText(d.authorities)}): rexflow cannot ask a host for a certificate, since its SSH library knows none, and the key it shows (${asText(d.seen)}) stands nowhere`,
    (d) =>
      `Compare it there, then: rexflow host key ${asText(d.host)} --approve FINGERPRINT, or add it to known_hosts (${keyscan(d)}).`,
  ),
  LOGIN_SHELL_FAILED: failedError(
    'host',
    (d) => {
      const shell = `the login shell of ${asText(d.user)} on ${asText(d.host)}`;
      if (d.ate !== undefined)
        return `a start-up file of ${shell} reads what is meant for the command that is to run, or the host has no dd`;
      if (d.seconds !== undefined)
        return `${shell} ran nothing for ${asText(d.seconds)} s: a start-up file of it waits for something`;
      const output = asText(d.output);
      return `${shell} ended with status ${asText(d.status)} before it ran anything${output === '' ? '' : `: ${output}`}`;
    },
    (d) =>
      `Try: ssh ${asText(d.user)}@${asText(d.host)} true </dev/null. Let start-up files end early without a terminal ([ -t 0 ] || return), or give the user a shell (chsh).`,
  ),
  DISK_FULL: failedError(
    'disk',
    (d) =>
      d.inodes !== undefined
        ? `${asText(d.path)} has ${asText(d.inodes)} inodes free, ${asText(d.inodes_needed)} are needed`
        : d.free === undefined
          ? `${asText(d.path)} ran full while it was being written to`
          : `${asText(d.path)} has ${asText(d.free)} KiB free, ${asText(d.needed)} KiB are needed`,
    () =>
      'Make room on the host (df, df -i), or keep fewer releases there: lower release.keep in config.yml; then retry.',
  ),
  NOT_WRITABLE: failedError(
    'permission',
    (d) => `${asText(d.path)} cannot be written by ${asText(d.user)}`,
    (d) =>
      `Give the directory to ${asText(d.user)} (chown), mount it writable, or log in as its owner: ssh.user in config.yml.`,
  ),
  RELEASE_EXISTS: failedError(
    'lease',
    (d) => `${asText(d.path)} exists already, and no release that this rexflow knows of made it`,
    () =>
      'A restored database, or another rexflow that had the app, gave this name before. Post the release again: it draws a later one.',
  ),
  REMOVAL_CHANGED: failedError(
    'input',
    (d) =>
      `what would be taken away of ${asText(d.app)} on ${asText(d.host)} is not what was shown: nothing was changed there`,
    (d) => `See what it is now, and say yes to that: rexflow app remove ${asText(d.app)} --from-host.`,
  ),
  REMOVAL_SAME_HOST: failedError(
    'input',
    (d) =>
      `${asText(d.host)} is the machine that ${asText(d.app)} was released to since under another address, as ${asText(d.path)} is there: nothing was taken away`,
    () =>
      'Say in config.yml (ssh.hosts, address) that the two names are one machine: then nothing is left behind there.',
  ),
  FENCE_OLD: failedError(
    'lease',
    (d) =>
      `the host has seen a newer holder (${asText(d.seen)}) than this one (${asText(d.fence)}): nothing was changed`,
    (d) =>
      `Look for another rexflow that releases here. If there is none (a restored database with a new store): rexflow takeover ${asText(d.app) || 'APP'} --reason TEXT; then post again.`,
  ),
  INSTALLATION_OTHER: {
    ...failedError(
      'lease',
      (d) =>
        `${asText(d.app)} on ${asText(d.host)} belongs to another rexflow, ${asText(d.name) || 'which left no name'} (${asText(d.holder)}), and this is ${asText(d.own)}: nothing was changed`,
      (d) =>
        `Release from there. If that one is gone or gives it up, take the app over: rexflow takeover ${asText(d.app)} --reason TEXT; then post again.`,
    ),
    zh: (d) =>
      `${asText(d.host)} 上的 ${asText(d.app)} 属于另一套 rexflow：${asText(d.name)}（${asText(d.holder)}），本套是 ${asText(d.own)}：未做任何改动。若那一套已停用，请执行 rexflow takeover ${asText(d.app)} --reason 原因`,
  },
  TRANSFER_FAILED: failedError(
    'transfer',
    (d) => `carrying ${asText(d.what)} failed: ${asText(d.reason)}`,
    () => 'Look at free space and rights on the host and at rsync on both sides, then retry.',
  ),
  VERIFY_FAILED: failedError(
    'transfer',
    (d) => `${asText(d.path)} does not hold what was sent: ${asText(d.reason)}`,
    () => 'Find what else writes to that directory, or test the disk of the host (dmesg); then retry.',
  ),
  SWITCH_FAILED: failedError(
    'switch',
    (d) => `the live link ${asText(d.path)} could not be switched: ${asText(d.reason)}`,
    () => 'Look at the live link and at who owns its directory on the host (ls -ld); mend it, then retry.',
  ),
  HEALTH_FAILED: failedError(
    'health',
    (d) => `${asText(d.url)} is not healthy: ${asText(d.reason)}`,
    (d) =>
      d.from === 'host'
        ? "Try the check on the host itself, as the user who logs in, and read the application's log; if it is only slow, raise `within` of the check or release.health."
        : "Ask the URL from the worker's machine (curl -i) and read the application's log; if it is only slow, raise release.health.",
  ),
  NOT_CONFIRMED: failedError(
    'health',
    (d) =>
      `nobody confirmed within ${asText(d.seconds)} s that the application is healthy, the host went back by itself`,
    () =>
      'If the application only needs longer, raise confirm above the time its start and health check take; then retry.',
  ),
  UNDONE: failedError(
    'cancelled',
    (d) => `put back, because the release failed on ${asText(d.apps)}`,
    (d) => `Nothing on this app: mend what failed on ${asText(d.apps)}, then retry.`,
  ),
  NO_PREVIOUS: failedError(
    'input',
    (d) => `${asText(d.app)} has no release to go back to: ${asText(d.reason)}`,
    () =>
      'Release a good version instead, or mark a record of pre_deploy_manage with rollStatus 1 and use rollstatus=1.',
  ),
  TARGET_UNFIT: failedError(
    'input',
    (d) => `${asText(d.path)} is no release one can switch to: ${asText(d.reason)}`,
    () =>
      'Go back to a release by its name (rexflow rollback --to), or correct the directory in its record of pre_deploy_manage.',
  ),
  LINK_LOST: failedError(
    'switch',
    (d) =>
      `the live link ${asText(d.path)} leads nowhere: it points at ${asText(d.target)}, which is not there or leads back to it`,
    () => 'Release to this app again, or roll it back: the application cannot start from there.',
  ),
  HOST_TROUBLE: failedError(
    'host',
    (d) =>
      `${asText(d.host) || 'the host'} could not ${asText(d.what)}: status ${asText(d.status)}${d.reason === undefined ? '' : `, ${asText(d.reason)}`}`,
    (d) =>
      toInstall(d) ??
      'See on the host whether memory, processes, open files or room ran out (free, ulimit -a, df, df -i, dmesg); mend it, then post again.',
  ),
  TARGET_GONE: failedError(
    'input',
    (d) => `${asText(d.path)} is no longer on the host`,
    () => 'Go back to a release that is still there, or release it anew; raise release.keep to hold more of them.',
  ),
  COMMAND_FAILED: failedError(
    'hook',
    (d) => `${asText(d.what)} ended with status ${asText(d.status)}: ${asText(d.reason)}`,
    () => 'Read what it said; try the same by hand on the host as the ssh user, then post again.',
  ),
  DEADLINE: failedError(
    'deadline',
    (d) => `${asText(d.what)} did not end within ${asText(d.seconds)} s and was stopped`,
    () => 'See on the host what it waits for; if it only needs longer, raise the time under release in config.yml.',
  ),
  CANCELLED: failedError(
    'cancelled',
    (d) => `cancelled by ${asText(d.by)}`,
    () => 'Nothing, if it was meant; otherwise ask who cancelled it, and post again.',
  ),
  SUPERSEDED: failedError(
    'superseded',
    (d) => `superseded by job ${asText(d.by)} of ${asText(d.caller)} while it waited in line; nothing was done`,
    (d) =>
      `Nothing: look at job ${asText(d.by)}. With queue=1 instead of queue=latest the newer one waits behind this one.`,
  ),
  LEASE_LOST: failedError(
    'lease',
    (d) => `${asText(d.app)} is held by someone else now; nothing more was changed here`,
    () => 'Look at the job that holds it now; when it is settled, check the app and post again if it is still wanted.',
  ),
  LOST: failedError(
    'lost',
    (d) => `${asText(d.what)} was interrupted and what became of it is not known`,
    () => 'Look on the host what it did, and at the app (action=check); post it again if it may happen twice.',
  ),
  INTERNAL: failedError(
    'internal',
    (d) => `something rexflow does not expect: ${asText(d.reason)}`,
    () => 'Look for this job in the logs of the worker and the gateway, and report what stands there.',
  ),
} satisfies Record<string, ErrorEntry>;
