import { dropped, replaced, taken, type KeyFate, type Reason } from './keyFate.js';

const reason = (en: string, zh: string): Reason => ({ en, zh });

const unused = reason('RexDeployV3 reads it nowhere', 'RexDeployV3 本身并未使用');
const polling = reason(
  'left over from a way of waiting that RexDeployV3 gave up; a job tells its own end',
  'RexDeployV3 旧轮询方式的残留; 任务自行报告结果',
);
const nothingLeft = reason(
  'rexflow leaves nothing lying there: each release has a place of its own while it is made',
  'rexflow 不在那里留下文件: 每次发布各用独立目录',
);
const logCentre = reason(
  'there is no log centre: logs are read on the hosts themselves',
  '没有日志中心: 日志直接在主机上读取',
);
const onceForUrl = reason(
  'one time within which the URL has to pass, instead of three: first wait + tries × gap',
  '由一个总时限代替三个值: 初始等待 + 次数 × 间隔',
);
const receivers = reason(
  'a receiver with a kind, its own queue and a signature; the address is not written, as its form differs: name it under notifications',
  '由带类型、独立队列和签名的接收方代替; 地址格式不同, 未写入: 请在 notifications 中填写',
);
const byKey = reason(
  'which of private_key and password is written says it: RexDeployV3 takes one of both',
  '由写入 private_key 还是 password 决定: RexDeployV3 二者只取其一',
);
const transport = reason(
  'rsync where both sides have it, otherwise tar, found out for each host',
  '两端都有 rsync 时用 rsync, 否则用 tar, 按主机自动判断',
);
const progress = reason('every release shows its progress', '每次发布都显示进度');
const drains = reason(
  'where a balancer is named, the node is seen to be drained and its connections are waited for, within the limit of that balancer',
  '指定负载均衡时, 会确认节点已摘除并等待连接结束, 时限由该负载均衡的设置决定',
);
const allListed = reason('GET /rex lists every action there is', 'GET /rex 列出全部 action');

const inEnvironment = (key: string): string => `environments.<name>.${key}`;

/** What becomes of each key that a section of RexDeployV3's config.yml has, and of `env.key`. */
export const originalConfigKeys: Readonly<Record<string, KeyFate>> = {
  'env.key': taken('environment'),
  envDesc: taken(inEnvironment('description')),
  dbhost: taken(inEnvironment('mysql.host')),
  dbport: taken(inEnvironment('mysql.port')),
  dbname: taken(inEnvironment('mysql.database')),
  dbuser: taken(inEnvironment('mysql.user')),
  dbpassword: taken(inEnvironment('mysql.password'), reason('into a file of its own, 0600', '写入单独的 0600 文件')),
  allow_env: taken(inEnvironment('sources'), reason('without the environment itself', '不含该环境自身')),
  default_download_env: dropped(reason('senv always names an environment', 'senv 总是写明环境')),
  deploy_config_table: taken(inEnvironment('tables.apps')),
  external_status: taken(inEnvironment('external')),
  external_deploy_config_table: taken(inEnvironment('tables.external_apps')),
  deploy_record_table: taken(inEnvironment('tables.records')),
  deploy_status_table: taken(inEnvironment('tables.status')),
  table_load_key: taken(inEnvironment('tables.batches')),
  table_string: dropped(
    reason('what a row may not lack is fixed: rexflow problems names it', '必填列是固定的: 见 rexflow problems'),
  ),
  table: dropped(unused),
  monitor_table: dropped(unused),
  rerite_info_table: dropped(unused),
  default_jsonfile: dropped(unused),
  softdir: taken('directories.softdir'),
  configuredir: taken('directories.configuredir'),
  local_prodir: taken('directories.local_prodir'),
  local_confdir: taken('directories.local_confdir'),
  update_local_prodir: taken('directories.update_prodir'),
  update_local_confdir: taken('directories.update_confdir'),
  httpdowndir: taken('directories.httpdowndir'),
  temp: dropped(nothingLeft),
  download_dir: dropped(nothingLeft),
  download_record_log: replaced('audit', reason('who did what stands in the audit', '操作记录在审计中')),
  logfile: replaced(
    'log.level',
    reason('each program writes one JSON line an event to stdout', '各程序向标准输出写 JSON 行'),
  ),
  backup_dir: taken('release.backup_dir'),
  baseapp_dir: taken('release.baseapp_dir'),
  savetmpDir: replaced(
    'GET /rex/jobs/<job>',
    reason('results are kept with their request, not in files', '结果随请求保存, 不写文件'),
  ),
  random_temp_file: dropped(polling),
  deploy_finish_file: dropped(polling),
  deploy_interval_time: dropped(polling),
  deploy_max_count: dropped(polling),
  download_all: dropped(
    reason('a release brings program and configuration, nothing beside them', '发布只含程序和配置'),
  ),
  is_link: dropped(unused),
  is_stop: dropped(unused),
  is_start: dropped(unused),
  service_start_retry: taken('release.start_attempts'),
  parallelism: taken('worker.apps'),
  timeout: taken(inEnvironment('ssh.connect_timeout')),
  max_connect_retries: taken('retry.attempts'),
  key_auth: replaced(inEnvironment('ssh'), byKey),
  pass_auth: replaced(inEnvironment('ssh'), byKey),
  user: taken(inEnvironment('ssh.user')),
  password: taken(
    inEnvironment('ssh.password'),
    reason('where pass_auth is true, into a file of its own, 0600', 'pass_auth 为 true 时写入单独的 0600 文件'),
  ),
  private_key: taken(
    inEnvironment('ssh.private_key'),
    reason('where key_auth is true, by its path', 'key_auth 为 true 时按路径引用'),
  ),
  public_key: dropped(reason('it is known from the private key', '可由私钥得出')),
  global_sudo: replaced(
    'hosts.<name>.login.become, groups.<name>.owner',
    reason(
      'whose the files and processes are is said, and sudo where that is another user',
      '写明文件和进程属于谁, 不同用户时才用 sudo',
    ),
  ),
  sudo_password: dropped(
    reason(
      'sudo has to work without one: rexflow doctor shows the line of sudoers',
      'sudo 须免密: rexflow doctor 给出 sudoers 行',
    ),
  ),
  groups_file: replaced(
    'hosts.<name>.labels',
    reason('the file given with --groups becomes labels of hosts', '--groups 将其转为主机标签'),
  ),
  upload_method: dropped(transport),
  download_method: dropped(transport),
  rsync_log_stdout: dropped(progress),
  is_download_process_status: dropped(progress),
  checkurl_init_time: replaced('release.health', onceForUrl),
  checkurl_max_count: replaced('release.health', onceForUrl),
  checkurl_interval_time: replaced('release.health', onceForUrl),
  checkurl_respoon_print: dropped(
    reason('what an URL answered is told where it failed', 'URL 校验失败时才给出响应内容'),
  ),
  max_sleep_time: dropped(drains),
  max_weight_count: dropped(drains),
  is_weight_allow: dropped(
    reason(
      'where a balancer is named, its last healthy node is never taken out',
      '指定负载均衡时, 绝不摘除最后一个健康节点',
    ),
  ),
  is_check_dir: taken('package.check_dir'),
  default_basehttp: taken("package.bases.'3.102'"),
  default_basehttp2: taken("package.bases.'3.228'"),
  is_weixin: replaced('notifications', receivers),
  weixin_config: replaced('notifications', receivers),
  is_qq: replaced('notifications', receivers),
  qq_config: replaced('notifications', receivers),
  finish_qq_config: replaced('notifications', receivers),
  log_rsync_server: dropped(logCentre),
  log_rsync_user: dropped(logCentre),
  log_rsync_pass: dropped(logCentre),
  log_rsync_module: dropped(logCentre),
  max_grep_row: dropped(
    reason('what a command or a search may print has limits of rexflow', '命令和搜索的输出由 rexflow 限制'),
  ),
  common_public_key: dropped(
    reason('keys of people are put on hosts by the tool that manages their accounts', '人员公钥由账号管理工具分发'),
  ),
  cos_upload_shell: dropped(
    reason(
      'its script is not a part of RexDeployV3; nothing is uploaded to object storage',
      '其脚本不属于 RexDeployV3; 不上传对象存储',
    ),
  ),
  list_task: dropped(allListed),
  list_all_task_status: dropped(allListed),
};
