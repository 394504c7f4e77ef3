import type { Config } from '#config';
import { asCodedError, type Finding } from '#contract';
import type { DatabaseState } from '#mysql';
import type { TableSize } from '#records';
import type { GatewayDeps } from '../state/dependencies.js';
import { atLeast, clockFinding, failed, warning, well } from './finding.js';

function version({ version: found }: DatabaseState): Finding {
  const name = 'mysql.version';
  const maria = /mariadb/i.test(found);
  const least = maria ? [10, 11] : [8];
  const version = `${maria ? 'MariaDB' : 'MySQL'} ${found}`;
  return atLeast(found, least)
    ? well(name, version)
    : warning(name, version, 'Upgrade to MySQL 8 or MariaDB 10.11, which rexflow is tested with.');
}

function rights({ refused, ungranted }: DatabaseState): Finding {
  const name = 'mysql.rights';
  const advice =
    'GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, INDEX ON <database>.* to environments.<name>.mysql.user of config.yml.';
  if (refused.length > 0) return failed(name, `the user of MySQL may not: ${refused.join('; ')}`, advice);
  if (ungranted.length > 0) {
    const message = `all rexflow does now is allowed; an upgrade also needs ${ungranted.join(', ')}, which SHOW GRANTS does not show`;
    return warning(name, message, advice);
  }
  return well(name, 'all rexflow does is allowed');
}

function clock({ clockAheadMs }: DatabaseState): Finding {
  return clockFinding('mysql.clock', 'the clock of MySQL', clockAheadMs, "the gateway's");
}

function migrations({ pending, unknown }: DatabaseState): Finding {
  const name = 'mysql.migrations';
  if (pending.length > 0)
    return failed(name, `not run: ${pending.join(', ')}`, 'Restart the gateway: migrations run at start.');
  if (unknown.length === 0) return well(name, 'the tables are of this version');
  const message = `the tables are of a newer version than this gateway (${unknown.join(', ')})`;
  return warning(name, message, 'Upgrade this gateway, too; newer tables only add to what it knows.');
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

/** The finding about the room the tables take, and the retention of their rows. */
function room(sizes: readonly TableSize[], { retention }: Config): Finding {
  const all = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  const largest = sizes.slice(0, 3).map(({ table, rows, bytes }) => `${table} ${megabytes(bytes)}, ${rows} rows`);
  const kept = Object.entries(retention).map(([what, days]) => `${what} ${days === 0 ? 'for ever' : `${days} days`}`);
  const message = `the tables of rexflow take ${megabytes(all)} (${largest.join('; ')}); kept are ${kept.join(', ')}`;
  return well('mysql.room', message);
}

/** Checks MySQL: reached, its version, the rights, its clock, its tables and the room they take. */
export async function examineMysql({ examineDatabase, views, config }: GatewayDeps): Promise<Finding[]> {
  try {
    const [state, sizes] = await Promise.all([examineDatabase(), views.tableSizes()]);
    const findings = [version(state), rights(state), clock(state), migrations(state), room(sizes, config)];
    return [well('mysql.reached', 'MySQL answers'), ...findings];
  } catch (thrown) {
    const trouble = asCodedError(thrown);
    return [failed('mysql.reached', trouble.message, trouble.advice ?? 'See the log of the gateway.')];
  }
}
