import type { Estate } from '../support/estate.js';

/** Puts so many apps into the catalogue, each with a directory of its own, in turn on hosts at these addresses. */
export async function crowd(estate: Estate, group: string, count: number, addresses: readonly string[]): Promise<void> {
  const { row } = estate.hosts[0]!.app;
  const names = Object.keys({ ...row, app_key: '', local_name: '', server_name: '', network_ip: '', pro_dir: '' });
  const rowOf = (index: number): (string | number)[] => {
    const app = `${group}${index}`;
    const network = addresses[index % addresses.length]!;
    const own = { app_key: app, local_name: group, server_name: app, network_ip: network, pro_dir: `/nowhere/${app}` };
    return Object.values({ ...row, ...own });
  };
  for (let from = 0; from < count; from += 500) {
    const rows = Array.from({ length: Math.min(500, count - from) }, (_, index) => rowOf(from + index));
    await estate.sql.query(
      `INSERT INTO pre_server_detail (${names.map((name) => `\`${name}\``).join(', ')}) VALUES ?`,
      [rows],
    );
  }
}
