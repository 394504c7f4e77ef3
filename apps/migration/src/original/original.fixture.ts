import { originalConfigKeys } from '#rex';

/** What a section of a config.yml of RexDeployV3 says, as an installation has it; every key is there. */
const values: Readonly<Record<string, string>> = {
  envDesc: '生产环境',
  dbhost: '10.0.0.5',
  dbport: '3306',
  dbname: 'autotask',
  dbuser: 'rex',
  dbpassword: '0123${x}',
  allow_env: 'uat,prod,gone',
  deploy_config_table: 'pre_server_detail',
  deploy_record_table: 'pre_deploy_manage',
  deploy_status_table: 'pre_deploy_status',
  table_load_key: 'load_key_sorts',
  external_status: 'false',
  external_deploy_config_table: 'pre_external_server_detail',
  softdir: 'softdir/',
  configuredir: 'configuredir/',
  local_prodir: 'remotecomdir/softdir/',
  local_confdir: 'remotecomdir/configuredir/',
  update_local_prodir: 'updatedir/softdir/',
  update_local_confdir: '/mnt/updates/configuredir/',
  httpdowndir: 'download/http',
  backup_dir: '/data/backup/',
  baseapp_dir: '/data/www/apps',
  service_start_retry: '5',
  parallelism: '10',
  timeout: '10',
  max_connect_retries: '8',
  key_auth: 'true',
  pass_auth: 'false',
  user: 'deploy',
  password: 'not-used',
  private_key: 'keys/autotask',
  global_sudo: 'on',
  sudo_password: 'sudo-secret',
  checkurl_init_time: '10',
  checkurl_max_count: '5',
  checkurl_interval_time: '10',
  is_check_dir: '1',
  default_basehttp: 'http://packages.example/home',
  default_basehttp2: 'http://me:hidden@packages-2.example',
  log_rsync_pass: 'rsync-secret',
};

/** A section with all of its keys, these laid over. */
export function sectionText(name: string, over: Readonly<Record<string, string>> = {}): string {
  const keys = Object.keys(originalConfigKeys).filter((key) => key !== 'env.key');
  const lines = keys.map((key) => `   ${key}: ${JSON.stringify(over[key] ?? values[key] ?? 'x')}`);
  // As people write them there: a receiver without quotes, which is a map to YAML.
  const receiver = `   qq_config: {"url": "http://127.0.0.1:15700/send?token=qq-secret","require":"message_id"}`;
  return [` ${name}:`, ...lines.filter((line) => !line.startsWith('   qq_config:')), receiver, ''].join('\n');
}

/** A whole config.yml, indented by one as RexDeployV3 ships it. */
export const configText = (over: Readonly<Record<string, string>> = {}): string =>
  [
    '#主配置文件',
    ' env:',
    '   key: "prod"',
    sectionText('prod', over),
    sectionText('uat', { dbname: 'autotask_uat', key_auth: 'false', pass_auth: 'true', password: 'uat-login' }),
    ' testsection:',
    '',
  ].join('\n');

export const groupsText = `[web]
10.0.1.1
10.0.1.2:2222 # behind a firewall
[db]
10.0.1.3
[all < web]
@db
@nobody
bad host,name/x
`;

export const fastnotesText = JSON.stringify({
  ...{ username: 'admin', password: 'fastnotes-secret', expire: '7200', rex: '/usr/bin/rex', pwd: '/data/RexDeployV3' },
  ...{ downloadDir: 'download/web', print_stdout: 1 },
  allow: [{ action: 'release', mustParams: ['k'] }, { action: 'Own:Task:run' }],
});
