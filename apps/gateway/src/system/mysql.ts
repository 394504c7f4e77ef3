import type { Config } from '#config';
import { statement, type Finding } from '#contract';
import type { DatabaseState } from '#mysql';
import type { TableSize } from '#records';
import type { GatewayDeps } from '../state/dependencies.js';
import { atLeast, clockFinding, errorStatement, failed, few, warning, well } from './finding.js';

function versionFinding({ version }: DatabaseState): Finding {
  const name = 'mysql.version';
  const maria = /mariadb/i.test(version);
  const details = { server: maria ? 'MariaDB' : 'MySQL', version };
  return atLeast(version, maria ? [10, 11] : [8])
    ? well(name, statement('server.version', details))
    : warning(name, statement('mysql.old', details));
}

function rights({ refused, ungranted, excess }: DatabaseState): Finding {
  const name = 'mysql.rights';
  if (refused.length > 0) return failed(name, statement('mysql.refused', { refused }));
  if (ungranted.length > 0) return warning(name, statement('mysql.ungranted', { ungranted }));
  if (excess.length > 0) return warning(name, statement('mysql.excess', { excess: few(excess) }));
  return well(name, statement('mysql.allowed'));
}

function migrations({ pending, unknown }: DatabaseState): Finding {
  const name = 'mysql.migrations';
  if (pending.length > 0) return failed(name, statement('mysql.pending', { pending }));
  if (unknown.length === 0) return well(name, statement('mysql.migrated'));
  return warning(name, statement('mysql.tablesNewer', { migrations: unknown }));
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

/** The finding about the room the tables take, and the retention of their rows. */
function room(sizes: readonly TableSize[], { retention }: Config): Finding {
  const all = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  const largest = sizes
    .slice(0, 3)
    .map(({ table, rows, bytes }) => statement('mysql.tableRoom', { table, size: megabytes(bytes), rows }));
  const kept = Object.entries(retention).map(([what, days]) =>
    days === 0 ? statement('mysql.keptForever', { what }) : statement('mysql.keptDays', { what, days }),
  );
  return well('mysql.room', statement('mysql.room', { size: megabytes(all), largest, kept }));
}

/** Checks MySQL: reached, its version, the rights, its clock, its tables and the room they take. */
export async function examineMysql({ examineDatabase, views, config }: GatewayDeps): Promise<Finding[]> {
  try {
    const [state, sizes] = await Promise.all([examineDatabase(), views.tableSizes()]);
    const clock = clockFinding('mysql.clock', statement('clock.ofMysql'), state.clockAheadMs);
    const findings = [versionFinding(state), rights(state), clock, migrations(state), room(sizes, config)];
    return [well('mysql.reached', statement('mysql.answers')), ...findings];
  } catch (thrown) {
    return [failed('mysql.reached', errorStatement(thrown, 'error.gatewayLog'))];
  }
}
