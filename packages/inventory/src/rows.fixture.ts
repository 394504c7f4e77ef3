import type { Statements, Value } from '#mysql';

/** Adds a row with all a row needs, unless said otherwise. */
export async function insertRow(
  db: Statements,
  row: Record<string, Value>,
  table = 'pre_server_detail',
): Promise<void> {
  const key = String(row['app_key']);
  const whole: Record<string, Value> = {
    server_name: key,
    network_ip: '127.0.0.1',
    pro_type: 'node',
    config_dir: `/data/config_${key}`,
    pro_dir: `/data/${key}`,
    pro_key: key,
    pro_init: `/etc/init.d/${key}`,
    is_deloy_dir: '2',
    auto_deloy: '1',
    ...row,
  };
  const columns = Object.keys(whole);
  await db.execute(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    Object.values(whole),
  );
}
