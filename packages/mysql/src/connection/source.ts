import { CodedError } from '#contract';
import { connectMysql } from './connect.js';
import type { MysqlSettings } from './settings.js';
import type { Database, Statements, Value } from './types.js';

/** Refusals of a server that answers: they stay as they are until somebody corrects config.yml or a grant. */
const refusedLogins = new Set([
  1044, // no rights on the database
  1045, // wrong user or password
  1049, // unknown database
  1698, // a login that the server takes by other means only
]);

const driverError = (thrown: unknown): { errno?: unknown; message?: string } =>
  (thrown instanceof Error ? thrown : {}) as { errno?: unknown; message?: string };

/**
 * The error of a database of another environment, with the name of that environment: SOURCE_AWAY while it cannot be reached,
 * SOURCE_REFUSED when it answers and refuses the login, or has not what is asked for.
 */
function troubleOf(thrown: unknown, environment: string, { host, port, database }: MysqlSettings): unknown {
  const where = { environment, mysql: `${host}:${port}`, database };
  if (!(thrown instanceof CodedError)) {
    const { errno, message = '' } = driverError(thrown);
    if (typeof errno !== 'number') return thrown;
    return new CodedError('SOURCE_REFUSED', { ...where, reason: message }, { cause: thrown });
  }
  if (thrown.code !== 'MYSQL_AWAY' && thrown.code !== 'MYSQL_UNKNOWN') return thrown;
  const refused = refusedLogins.has(Number(driverError(thrown.cause).errno));
  const { reason } = thrown.details;
  return new CodedError(refused ? 'SOURCE_REFUSED' : 'SOURCE_AWAY', { ...where, reason }, { cause: thrown.cause });
}

/** The database of another environment, which is only read. Throws SOURCE_AWAY, SOURCE_REFUSED. */
export function openSource(environment: string, settings: MysqlSettings): Statements & Pick<Database, 'close'> {
  const db = connectMysql(settings);
  const named = (thrown: unknown): never => {
    throw troubleOf(thrown, environment, settings);
  };
  return {
    query: <T extends object>(sql: string, values?: readonly Value[]) => db.query<T>(sql, values).catch(named),
    execute: (sql, values) => db.execute(sql, values).catch(named),
    close: () => db.close(),
  };
}
