import type { ValueOf } from './fields.js';
import type { schema } from './schema.js';

/** The checked, frozen configuration: config.yml with every default filled in and every path absolute. `schema` says what each means. */
export type Config = Omit<ValueOf<typeof schema>, 'folder'>;

/** One environment: its database, its SSH identity and the sources that may be released to it. */
export type Environment = Config['environments'][string];

/** The SSH settings of an environment. */
export type SshConfig = Environment['ssh'];

/** The user and secrets of a login by SSH. */
export type Login = Pick<SshConfig, 'user' | 'port' | 'privateKey' | 'passphrase' | 'password' | 'agent'>;

/** The settings of single hosts. */
export type HostOverride = SshConfig['hosts'][number];

/** A receiver of notifications. */
export type Webhook = Config['notifications'][number];
