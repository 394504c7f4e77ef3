/** Names of the original's tables that config.yml may change (`environments.*.tables`). */
export interface OriginalTables {
  apps: string;
  externalApps: string;
  records: string;
  status: string;
  batches: string;
}

/** The names the original ships with. */
export const originalNames: OriginalTables = {
  apps: 'pre_server_detail',
  externalApps: 'pre_external_server_detail',
  records: 'pre_deploy_manage',
  status: 'pre_deploy_status',
  batches: 'load_key_sorts',
};
