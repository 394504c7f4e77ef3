import {
  choiceField,
  count,
  pathField,
  secret,
  seconds,
  section,
  textField,
  type Field,
  type Leaf,
  type List,
} from './fields.js';

/** A host name, an IPv4 or an IPv6 address. */
export const address = (description: string, extra: Partial<Leaf> = {}): Leaf =>
  textField(description, { pattern: '^[A-Za-z0-9._:-]+$', expected: 'a host name or address', ...extra });

const user = (extra: Partial<Leaf>): Leaf =>
  textField('User to log in as.', { pattern: '^[A-Za-z0-9_][A-Za-z0-9_.@$-]*$', expected: 'a user name', ...extra });

const port = count('Port of sshd.', 22, 1, 65_535);

/** The keys of a login, the same for an environment and for one host; `absent` describes a missing secret. */
const login = (absent: Partial<Leaf>): Record<string, Field> => ({
  private_key: secret('Private key to log in with.', {
    pattern: '^(-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----|PuTTY-User-Key-File)',
    expected: 'a private key, usually as file:/path',
    ...absent,
  }),
  passphrase: secret('Passphrase of the private key.', absent),
  password: secret('Password to log in with.', absent),
});

const hosts: List = {
  type: 'array',
  description: 'Settings of single hosts; every matching entry applies, later ones over earlier ones.',
  expected: 'a list of entries with match',
  default: [],
  items: section(
    'Settings of the hosts whose address matches.',
    {
      match: textField('Pattern over the address in the catalogue; * is any text, ? any character.', {
        pattern: '^[A-Za-z0-9._:*?-]+$',
        expected: 'an address or a pattern such as 10.0.1.*',
      }),
      address: address('Address to connect to instead of the one in the catalogue.'),
      jump: address('Address of the host to go through.'),
      user: user({}),
      port: { ...port, default: undefined },
      ...login({}),
    },
    ['match'],
  ),
};

/** The login to the hosts of an environment. */
export const ssh = section('How the hosts of this environment are reached.', {
  user: user({ default: 'root' }),
  port,
  ...login({ nullable: true, default: null }),
  host_keys: choiceField('Which host keys are accepted.', ['known_hosts', 'first-contact'], 'known_hosts'),
  known_hosts: pathField('The known_hosts file.', null),
  connect_timeout: seconds('Time to connect and log in.', 10, 0.1, 600),
  keepalive: seconds('Time between keepalives.', 10, 1, 600),
  hosts,
});
