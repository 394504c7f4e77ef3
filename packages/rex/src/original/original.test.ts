import { expect, test } from 'vitest';
import { absentActions } from '#contract';
import { actions } from '../actions/registry.js';
import { actionsOfOriginal, allowList } from './allowList.js';
import { originalConfigKeys } from './configKeys.js';
import { fastnotesKeys } from './fastnotesKeys.js';

/** The keys that each section of the original's own config.yml has, as a running one told them (/rex/config). */
const keysOfASection =
  'allow_env backup_dir baseapp_dir checkurl_init_time checkurl_interval_time checkurl_max_count checkurl_respoon_print ' +
  'common_public_key configuredir cos_upload_shell dbhost dbname dbpassword dbport dbuser default_basehttp ' +
  'default_basehttp2 default_download_env default_jsonfile deploy_config_table deploy_finish_file deploy_interval_time ' +
  'deploy_max_count deploy_record_table deploy_status_table download_all download_dir download_method ' +
  'download_record_log envDesc external_deploy_config_table external_status finish_qq_config global_sudo groups_file ' +
  'httpdowndir is_check_dir is_download_process_status is_link is_qq is_start is_stop is_weight_allow is_weixin key_auth ' +
  'list_all_task_status list_task local_confdir local_prodir log_rsync_module log_rsync_pass log_rsync_server ' +
  'log_rsync_user logfile max_connect_retries max_grep_row max_sleep_time max_weight_count monitor_table parallelism ' +
  'pass_auth password private_key public_key qq_config random_temp_file rerite_info_table rsync_log_stdout savetmpDir ' +
  'service_start_retry softdir sudo_password table table_load_key table_string temp timeout update_local_confdir ' +
  'update_local_prodir upload_method user weixin_config';

/** What its web/fastnotes.json allows. */
const allowed =
  'release deploy rollback check checkurl getLog grepLog lookLog queryk service run download upload updatek list clean json ' +
  'Common:Use:getJson Enter:deploy:main Enter:route:download Enter:route:rollback Enter:route:service ' +
  'Enter:route:downloadCombile Deploy:Core:syncpro Deploy:Core:diff Deploy:Configure:config Deploy:Configure:sync ' +
  'Deploy:Db:initdb Common:Use:run Common:Use:download Common:Use:upload Common:Use:get Common:Use:post ' +
  'Common:Use:syncFiles Cos:Upload:query Cos:Upload:txy Predeploy:Judge:accesslog User:main:route loadService:main:check ' +
  'loadService:main:queryk loadService:main:query loadService:main:update logCenter:main:getLog logCenter:main:grepLog ' +
  'logCenter:main:liveLog logCenter:main:lookLog logCenter:main:queryList';

const sorted = (names: readonly string[]): string[] => [...names].sort();

test('each of the 82 keys of a section has its row, and env.key', () => {
  const keys = keysOfASection.split(' ');
  expect(keys).toHaveLength(82);
  expect(sorted(Object.keys(originalConfigKeys))).toEqual(sorted([...keys, 'env.key']));
});

test('a key is taken or replaced by something, and dropped for a reason in both languages', () => {
  for (const [key, { fate, to, reason }] of Object.entries({ ...originalConfigKeys, ...fastnotesKeys })) {
    if (fate !== 'dropped') expect(to.length, key).toBeGreaterThan(2);
    if (fate === 'taken' && reason === null) continue;
    expect(reason!.en, key).toMatch(/^[A-Za-z].{10,}[^.]$/);
    expect(reason!.zh, key).toMatch(/\p{Script=Han}/u);
  }
});

test('each action of the allow-list has its row', () => {
  expect(sorted(allowList)).toEqual(sorted(allowed.split(' ')));
});

test('what is not there yet is told so by /rex, too, and what is there is told as it is', () => {
  const rows = actionsOfOriginal();
  const absent = rows.filter(({ fate }) => fate === 'not yet' || fate === 'refused').map(({ name }) => name);
  expect(sorted(absent)).toEqual(sorted(absentActions));
  const known = new Set(actions.flatMap(({ name, aliases = [] }) => [name, ...aliases]));
  expect(rows.filter(({ name, fate }) => known.has(name) !== ['same', 'safer'].includes(fate))).toEqual([]);
  expect(rows.filter(({ fate, comesWith }) => (fate === 'not yet') !== (comesWith !== null))).toEqual([]);
});
