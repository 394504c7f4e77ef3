import { pageRows } from '../../apps/console/src/navigation/pages.js';
import { startEstate, type Estate } from './estate.js';

/** Addresses in the console: of every page its head leads to, and of some below. */
export const consolePages = [...Object.keys(pageRows).map((page) => `/${page}`), '/start', '/apps/server1'];

/** An installation whose catalogue has a row that cannot be used as well, so that the page that shows these has one. */
export async function startConsoleEstate(options: Parameters<typeof startEstate>[0]): Promise<Estate> {
  const estate = await startEstate(options);
  await estate.sql.execute(
    `INSERT INTO pre_server_detail (server_name, network_ip, pro_type, config_dir, pro_dir, pro_key, pro_init,
       is_deloy_dir, app_key, local_name, auto_deloy)
     SELECT server_name, network_ip, pro_type, '/data/odd/conf', '/data/odd/html', '', pro_init,
       is_deloy_dir, 'odd1', 'odd', '0' FROM pre_server_detail LIMIT 1`,
  );
  return estate;
}
