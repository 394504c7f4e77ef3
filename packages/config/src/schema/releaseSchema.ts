import { driftPolicies, failurePolicies, formats } from '#contract';
import {
  bytes,
  choiceField,
  count,
  flagField,
  listField,
  namedField,
  optional,
  pathField,
  seconds,
  secret,
  section,
  textField,
  type Leaf,
} from './fields.js';
import { privateKeyText } from './sshSchema.js';

const GiB = 2 ** 30;

const hostDirectory = (description: string, value: string): Leaf<string> =>
  textField(description, {
    pattern: '^(/[^/\\u0000-\\u001f\\u007f]+)+$',
    expected: 'an absolute path on the host',
    default: value,
  });

/** The settings of a release on the hosts. */
export const releaseSection = section('How apps are released.', {
  keep: count('Good release directories kept on each host.', 5, 2, 1000),
  keep_bundles: count('Bundles kept in the store.', 20, 1, 100_000),
  keep_packages: seconds('Time a package is kept after its last use.', 2_592_000, 60, 315_360_000),
  stop: seconds('Time an init script has to stop the application.', 10, 0.1, 3600),
  start: seconds('Time an init script and the application have to come up.', 30, 0.1, 3600),
  start_attempts: count('Times the start is tried.', 5, 1, 20),
  stable: seconds('Time a started application has to stay up.', 0.2, 0, 3600),
  health: seconds('Time until the health URL has to pass; 0 does not ask.', 30, 0, 3600),
  command: seconds('Time one command may take.', 300, 0.1),
  carry: seconds('Time the transfer of one tree may take.', 1800, 1),
  carry_still: seconds('Time a transfer may stand still.', 300, 1),
  on_drift: choiceField(
    'What a release by /rex does with files that were changed by hand where the catalogue does not say.',
    driftPolicies,
    'overwrite',
  ),
  owner: textField('user:group given to release directories; empty leaves them as they arrive.', {
    pattern: '^([A-Za-z0-9_][A-Za-z0-9_.-]*:[A-Za-z0-9_][A-Za-z0-9_.-]*)?$',
    expected: 'user:group or nothing',
    default: '',
  }),
  plain_links: listField(
    'Apps and groups whose two live links are switched one by one.',
    'a list of app_keys and local_names',
    textField('Name of an app or a group.', {
      pattern: '^[^\\u0000-\\u001f\\u007f]+$',
      expected: 'an app_key or a local_name',
    }),
  ),
  backup_dir: hostDirectory('Where replaced programs with config inside are moved to.', '/data/backup'),
  baseapp_dir: hostDirectory('Where new programs with config inside are placed.', '/data/www/apps'),
});

const share = (description: string, least: 0 | 1, value: string): Leaf<string> =>
  textField(description, {
    pattern: (least === 0 ? formats.hostCount : formats.batchSize).pattern,
    expected: `a number of hosts from ${least}, or a share of them such as 25%`,
    numbers: true,
    default: value,
  });

const strategy = {
  // Releases and rollbacks have a default of their own each: `defaultPolicies`.
  policy: optional(choiceField('What happens to the other hosts when one fails.', failurePolicies)),
  max_failures: share('Hosts that may fail before the policy applies.', 0, '0'),
  batch: share('Hosts switched at a time.', 1, '100%'),
  // Whole: the host's shell reckons with it.
  confirm: count('Whole seconds after which an unconfirmed host goes back by itself; 0 never.', 0, 0, 3600),
};

/** The order in which hosts are switched, and the effect of a failure on the others. */
export const rollout = section('In which order the hosts of a release are switched.', {
  ...strategy,
  reach: seconds('Time a host that was lost while it was switched is asked again.', 120, 1, 86_400),
  groups: namedField(
    'The same for single groups, by local_name.',
    'a map of local_name and what differs for that group',
    { pattern: '^[^\\u0000-\\u001f\\u007f]+$', expected: 'a local_name' },
    section('What differs for one group.', {
      policy: strategy.policy,
      max_failures: optional(strategy.max_failures),
      batch: optional(strategy.batch),
      confirm: optional(strategy.confirm),
    }),
  ),
});

const days = (description: string, value: number): Leaf<number> =>
  count(`${description} Days; 0 is for ever.`, value, 0, 36_500);

/** Days that MySQL keeps old rows of each kind. */
export const retention = section('How long MySQL keeps what is over.', {
  requests: days('Settled requests with their hosts and steps.', 730),
  audit: days('Lines of the audit.', 1095),
  events: days('Events and what programs wrote.', 30),
  deliveries: days('Records of notifications.', 30),
});

/** The limits of a package fetched from a url. */
export const packageLimits = section('What a package fetched from a url may be.', {
  timeout: seconds('Time to fetch it.', 300, 1),
  max_bytes: bytes('Size.', 2 * GiB),
  max_unpacked: bytes('Size of all it holds.', 8 * GiB),
  max_entries: count('Files and directories it may hold.', 200_000, 1, 100_000_000),
  sums: choiceField(
    'Sums of a package: the one given with the request, else also what lies beside it as <url>.sha256, or one of both required.',
    ['given', 'beside', 'required'],
    'given',
  ),
  proxy: secret('Proxy for it; empty takes that of the environment (https_proxy), none takes none.', {
    secret: 'login',
    pattern: '^(|none|https?://[^\\s]+)$',
    expected: 'an http:// or https:// address, none, or nothing',
    default: '',
  }),
  no_proxy: listField(
    'Hosts that are asked without the proxy.',
    'a list of hosts',
    textField('A host, or .domain.', { pattern: '^[^\\s,]+$', expected: 'a host' }),
  ),
  check_dir: flagField('Hold its top-level names against checkdir.', true),
  bases: namedField(
    'Values of set and the address each puts before a relative url.',
    'a map of addresses by value of set',
    { pattern: '^[A-Za-z0-9._-]+$', expected: 'a name of letters, digits, ., - and _' },
    secret('An address.', {
      secret: 'login',
      pattern: '^https?://[^\\s]+$',
      expected: 'an http:// or https:// address',
    }),
  ),
});

/** How repositories of git are reached that groups name as their source. */
export const gitSection = section('How the repositories are reached that groups name as their source (type git).', {
  private_key: secret('Private key without a passphrase to log in by ssh; empty takes that of the environment.', {
    nullable: true,
    default: null,
    ...privateKeyText,
  }),
  known_hosts: pathField('File with the keys of their servers; empty takes that of the environment.', null),
  directories: listField(
    'Directories of this machine below which a repository may lie.',
    'a list of paths',
    pathField('A directory.', ''),
  ),
});

const data = (name: string): string => `.rexflow/data/${name}`;

/** The directories in which the controller keeps the files it releases. */
export const directories = section('Directories of this machine.', {
  softdir: pathField('Programs to be released, by group.', data('softdir')),
  configuredir: pathField('Configuration to be released, by group and app.', data('configuredir')),
  local_prodir: pathField('Programs brought from the hosts, by app.', data('remotecomdir/softdir')),
  local_confdir: pathField('Configuration brought from the hosts, by app.', data('remotecomdir/configuredir')),
  update_prodir: pathField('Programs an operator changes, by group.', data('updatedir/softdir')),
  update_confdir: pathField('Configuration an operator changes, by group and app.', data('updatedir/configuredir')),
  httpdowndir: pathField('Packages fetched by Enter:route:downloadCombile.', data('download/http')),
  uploads: pathField('Files received by POST /upload.', data('download/web')),
  store: pathField('The bundle store, shared by gateway and workers.', data('bundles')),
});
