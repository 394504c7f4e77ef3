import { redact } from '#contract';
import type { App } from '#release';

/** The columns of `pre_server_detail` the original shows in its answers. */
const columns = [
  'access_log', 'app_key', 'auto_deloy', 'backupdir_same_level', 'config_dir', 'container_dir', 'cpu', 'created_time',
  'depart_name', 'deploydir_same_level', 'disk', 'header', 'id', 'is_deloy_dir', 'is_restart_status', 'loadBalancerId',
  'local_name', 'log_dir', 'mask', 'mem', 'network_ip', 'note', 'params', 'pro_dir', 'pro_init', 'pro_key', 'pro_port',
  'pro_type', 'require', 'requirecode', 'server_name', 'status', 'system_type', 'updated_time', 'url',
]; // prettier-ignore

/** An app's row as MySQL gave it, with null for a column the table does not have. */
export function catalogueRow({ row }: Pick<App, 'row'>): Record<string, string | number | null> {
  return Object.fromEntries(
    columns.map((column) => [column, column === 'url' ? redact(row[column] ?? null) : (row[column] ?? null)]),
  );
}
