/** A row of `pre_server_detail` by its columns. */
export type DetailRow = Record<string, string | number>;

interface Facts {
  name: string;
  group: string;
  host: string;
  port: number;
  dir: string;
  programLink: string;
  configLink: string;
  init: string;
  key: string;
  url: string;
  layout: 'separate' | 'nested';
}

/** The row that makes rexflow know a demo application. Columns that stay out of it are NULL or have their default. */
export function detailRow(app: Facts): DetailRow {
  const nested = app.layout === 'nested';
  return {
    yewu_name: 'demo',
    depart_name: 'demo',
    server_name: app.name,
    network_ip: app.host,
    pro_type: 'node',
    config_dir: app.configLink,
    pro_dir: app.programLink,
    log_dir: app.dir,
    logfile: 'app.log',
    pro_key: app.key,
    pro_init: app.init,
    pro_port: String(app.port),
    local_name: app.group,
    app_key: app.name,
    is_deloy_dir: nested ? '1' : '2',
    auto_deloy: '1',
    backupdir_same_level: nested ? 1 : 0,
    deploydir_same_level: nested ? 1 : 0,
    configure_file_status: nested ? 1 : 0,
    configure_file_list: nested ? 'app.properties' : '',
    checkurl_status: 1,
    url: app.url,
    header: '',
    params: '',
    require: '"version"',
    requirecode: '200',
    checkdir: 'VERSION,app.mjs,lib,WEB-INF',
    predir: '',
    local_pro_cmd: '',
    local_conf_cmd: '',
    is_restart_status: 0,
  };
}
