import { startEstate, type Estate } from './estate.js';

/** An installation whose catalogue has one row more, `odd1`, that cannot be used: it lacks its pro_key. */
export async function startWithUnusableRow(options: Parameters<typeof startEstate>[0]): Promise<Estate> {
  const estate = await startEstate(options);
  await estate.sql.execute(
    `INSERT INTO pre_server_detail (server_name, network_ip, pro_type, config_dir, pro_dir, pro_key, pro_init,
       is_deloy_dir, app_key, local_name, auto_deloy)
     SELECT server_name, network_ip, pro_type, '/data/odd/conf', '/data/odd/html', '', pro_init,
       is_deloy_dir, 'odd1', 'odd', '0' FROM pre_server_detail LIMIT 1`,
  );
  return estate;
}
