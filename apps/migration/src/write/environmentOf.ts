import { resolve } from 'node:path';
import type { OriginalSection } from '../original/readOriginal.js';
import { flagFrom, keysMatching, numberFrom, type KeyReport } from './keyReport.js';
import type { SecretFiles } from './secretFiles.js';

/** What an environment is made with. */
export interface EnvironmentSetting {
  name: string;
  /** All of them. */
  names: readonly string[];
  /** Where RexDeployV3 lies. */
  root: string;
  secrets: SecretFiles;
}

const address = keysMatching(/^[A-Za-z0-9._:-]+$/);
const table = keysMatching(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/);

/** The two ways to log in: RexDeployV3 takes exactly one, and refuses to begin otherwise. */
export const loginBy = (section: OriginalSection): 'key' | 'password' => {
  const isTrue = (key: string): boolean => section.get(key)?.trim() === 'true';
  return isTrue('key_auth') || (!isTrue('pass_auth') && !section.get('password')) ? 'key' : 'password';
};

/** The path of the private key of a section, where it logs in by one. */
export const privateKeyOf = (section: OriginalSection, root: string): string | undefined => {
  const path = section.get('private_key')?.trim() ?? '';
  return path === '' || loginBy(section) !== 'key' ? undefined : resolve(root, path);
};

function sshOf(section: OriginalSection, keys: KeyReport, { name, root, secrets }: EnvironmentSetting): object {
  const key = privateKeyOf(section, root);
  const password = loginBy(section) === 'password' ? section.get('password') : '';
  return {
    user: keys.take('user', keysMatching(/^[A-Za-z0-9_][A-Za-z0-9_.@$-]*$/), 'a user name'),
    ...(key !== undefined && { private_key: `file:${key}` }),
    ...(password && { password: secrets.keep(`${name}.ssh-password`, password) }),
    // RexDeployV3 never looked at the key of a host; what a password is sent to has to be known.
    host_keys: 'known_hosts',
    known_hosts: 'known_hosts',
    connect_timeout: keys.take('timeout', numberFrom(0.1, 600, false), '0.1–600'),
  };
}

/** An entry of `environments`, from its section. */
export function environmentOf(section: OriginalSection, keys: KeyReport, setting: EnvironmentSetting): object {
  const { name, names, secrets } = setting;
  const password = section.get('dbpassword') ?? '';
  const allowed = (section.get('allow_env') ?? '').split(',').map((one) => one.trim());
  return {
    description: section.get('envDesc')?.trim() || undefined,
    mysql: {
      host: keys.take('dbhost', address, 'a host name or address'),
      port: keys.take('dbport', numberFrom(1, 65_535), '1–65535'),
      database: keys.take('dbname', keysMatching(/^[A-Za-z0-9_-]{1,64}$/), 'a plain name'),
      user: section.get('dbuser')?.trim() || undefined,
      ...(password !== '' && { password: secrets.keep(`${name}.mysql-password`, password) }),
    },
    sources: [...new Set(allowed)].filter((one) => one !== name && names.includes(one)),
    tables: {
      apps: keys.take('deploy_config_table', table, 'a plain name'),
      external_apps: keys.take('external_deploy_config_table', table, 'a plain name'),
      records: keys.take('deploy_record_table', table, 'a plain name'),
      status: keys.take('deploy_status_table', table, 'a plain name'),
      batches: keys.take('table_load_key', table, 'a plain name'),
    },
    external: keys.take('external_status', flagFrom, 'true, false'),
    ssh: sshOf(section, keys, setting),
  };
}
