import { CodedError } from '#contract';

const codes = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  'PROTOCOL_CONNECTION_LOST',
  'PROTOCOL_SEQUENCE_TIMEOUT',
]);

const numbers = new Set([
  1044, // login without rights on the database
  1045, // login refused
  1049, // unknown database
  1040, // too many connections
  1047, // a Galera node that is not ready
  1053, // server shutdown
  1203, // too many connections of this user
  1290, // read-only, as after a failover
  1792, // read-only transaction
  1836, // read-only mode
  1927, // connection was killed (MariaDB)
  3169, // session was killed (MySQL)
  4031, // disconnected by the server for being idle
]);

interface MysqlError {
  code?: unknown;
  errno?: unknown;
  /** Set by the driver when the connection cannot be used again. */
  fatal?: unknown;
}

/** Whether an error means that MySQL, or the connection to it, is not there for now. */
export function isAway(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  const { code, errno, fatal } = thrown as MysqlError;
  return fatal === true || codes.has(String(code)) || numbers.has(Number(errno));
}

/** MYSQL_AWAY with the driver's words as the reason; they name the user and the address, never the password. */
export function away(thrown: unknown): CodedError {
  if (thrown instanceof CodedError) return thrown;
  return new CodedError('MYSQL_AWAY', { reason: reasonOf(thrown) }, { cause: thrown });
}

function reasonOf(thrown: unknown): string {
  // A name with several addresses fails with one error for each and no words of its own.
  if (thrown instanceof AggregateError) return thrown.errors.map(reasonOf).join('; ');
  return thrown instanceof Error ? thrown.message : String(thrown);
}
