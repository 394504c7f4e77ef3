import {
  choiceField,
  count,
  listField,
  optional,
  pathField,
  secret,
  seconds,
  section,
  textField,
  type Leaf,
} from './fields.js';

/** A host name, an IPv4 or an IPv6 address. */
export const address = (description: string, extra: Partial<Leaf> = {}): Leaf<string> =>
  textField(description, { pattern: '^[A-Za-z0-9._:-]+$', expected: 'a host name or address', ...extra });

const user = (extra: Partial<Leaf>): Leaf<string> =>
  textField('User to log in as.', { pattern: '^[A-Za-z0-9_][A-Za-z0-9_.@$-]*$', expected: 'a user name', ...extra });

const port = count('Port of sshd.', 22, 1, 65_535);

/** What the text of a private key looks like. */
export const privateKeyText = {
  pattern: '^(-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----|PuTTY-User-Key-File)',
  expected: 'a private key, usually as file:/path',
};

const unset = { nullable: true, default: null } as const;

/** The secrets of a login, the same for an environment and for one host. */
const login = {
  private_key: secret('Private key to log in with.', { ...unset, ...privateKeyText }),
  passphrase: secret('Passphrase of the private key.', unset),
  password: secret('Password to log in with.', unset),
  agent: pathField('Socket of an SSH agent whose keys are tried.', null),
};

const hosts = listField(
  'Settings of single hosts; every matching entry applies, later ones over earlier ones.',
  'a list of entries with match',
  section(
    'Settings of the hosts whose address matches.',
    {
      match: textField('Pattern over the address in the catalogue; * is any text, ? any character.', {
        pattern: '^[A-Za-z0-9._:*?-]+$',
        expected: 'an address or a pattern such as 10.0.1.*',
      }),
      address: optional(address('Address to connect to instead of the one in the catalogue.')),
      jump: optional(address('Address of the host to go through.')),
      user: optional(user({})),
      port: optional(port),
      private_key: optional(secret('Private key to log in with.', privateKeyText)),
      passphrase: optional(secret('Passphrase of the private key.')),
      password: optional(secret('Password to log in with.')),
      agent: optional(pathField('Socket of an SSH agent whose keys are tried.', '')),
    },
    ['match'],
  ),
);

/** The login to the hosts of an environment. */
export const ssh = section('How the hosts of this environment are reached.', {
  user: user({ default: 'root' }),
  port,
  ...login,
  host_keys: choiceField('Which host keys are accepted.', ['known_hosts', 'first-contact'], 'known_hosts'),
  known_hosts: pathField('The known_hosts file.', null),
  connect_timeout: seconds('Time to connect and log in.', 10, 0.1, 600),
  keepalive: seconds('Time between keepalives.', 10, 1, 600),
  hosts,
});
