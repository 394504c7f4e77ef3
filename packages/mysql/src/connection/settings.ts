import type { PoolOptions } from 'mysql2';
import type { Secret } from '#shell';

/** The address of a database and the login to it. */
export interface MysqlSettings {
  host: string;
  port: number;
  database: string;
  user: string;
  password: Secret;
  /** Connections held at most; 10 when left out. */
  poolSize?: number;
  /** Milliseconds a connection may take to come about; 5000 when left out. */
  connectTimeout?: number;
}

/** The settings as mysql2 takes them: the one place where the password is revealed and the driver's habits are set. */
export function poolOptions(settings: MysqlSettings): PoolOptions {
  const connectionLimit = settings.poolSize ?? 10;
  return {
    host: settings.host,
    port: settings.port,
    database: settings.database,
    user: settings.user,
    password: settings.password.reveal(),
    charset: 'utf8mb4',
    connectionLimit,
    connectTimeout: settings.connectTimeout ?? 5000,
    // The server ends sessions that are idle for 20 s: ours are closed before, so that none is lent while it is ended.
    // What is free beyond `maxIdle` the driver closes within a second, and all it had prepared is gone; without a `maxIdle`
    // below the limit it closes nothing at all.
    maxIdle: connectionLimit - 1,
    idleTimeout: 10_000,
    enableKeepAlive: true,
    keepAliveInitialDelay: 10_000,
    timezone: 'Z',
    dateStrings: true,
    // Without this MariaDB's and MySQL's JSON columns arrive parsed and LONGTEXT ones do not.
    jsonStrings: true,
    // A BIGINT too large for a number arrives as text instead of rounded.
    supportBigNumbers: true,
    // The server allows 16382 prepared statements for all connections together; the driver would keep 16000 on each.
    maxPreparedStatements: 256,
    // For statements that travel together. All others are prepared, and MySQL prepares one at a time.
    multipleStatements: true,
    // FOUND_ROWS: affectedRows counts matched rows. LOCAL_FILES lets a server ask for our files; IGNORE_SPACE changes sql_mode.
    flags: ['FOUND_ROWS', '-LOCAL_FILES', '-IGNORE_SPACE'],
  };
}
