import { count, flagField, listField, namedField, secret, section, textField, type Leaf } from './fields.js';
import { address, ssh } from './sshSchema.js';

const name = '^[A-Za-z][A-Za-z0-9_-]{0,31}$';

const table = (description: string, value: string): Leaf<string> =>
  textField(description, { pattern: '^[A-Za-z_][A-Za-z0-9_]{0,63}$', expected: 'a plain table name', default: value });

const mysql = section('The database of this environment.', {
  host: address('Host of MySQL or MariaDB; empty lets npm start start a private one.'),
  port: count('Port of MySQL.', 3306, 1, 65_535),
  database: textField('Database.', {
    pattern: '^[A-Za-z0-9_-]{1,64}$',
    expected: 'a plain database name',
    default: 'autotask',
  }),
  user: textField('User.', { minLength: 1, default: 'rexflow' }),
  password: secret('Password of the user.', { default: '' }),
});

const tables = section('Names of the tables taken over from RexDeployV3.', {
  apps: table('The catalogue of apps.', 'pre_server_detail'),
  external_apps: table('The catalogue with public addresses.', 'pre_external_server_detail'),
  records: table('The record of each release.', 'pre_deploy_manage'),
  status: table('Which app is being released.', 'pre_deploy_status'),
  batches: table('The batches of a gray release.', 'load_key_sorts'),
});

const environment = section('One environment.', {
  description: textField('What people call it.', { default: '' }),
  production: flagField('People depend on it: it is shown so, wherever it stands.', false),
  url: textField('Address of the console of the rexflow that releases to it; empty is none.', {
    pattern: '^(https?://[^\\s]+)?$',
    expected: 'an http:// or https:// address, or nothing',
    default: '',
  }),
  mysql,
  sources: listField(
    'Environments whose programs may be released here with senv.',
    'a list of environments',
    textField('Name of an environment.', { pattern: name, expected: 'the name of an environment' }),
  ),
  tables,
  external: flagField('Read the catalogue with public addresses.', false),
  ssh,
});

/** All environments by name. */
export const environments = namedField(
  'The environments of this installation.',
  'a map of environments by name',
  { pattern: name, expected: 'a name of a letter, then letters, digits, - and _ (32 at most)' },
  environment,
  1,
);
