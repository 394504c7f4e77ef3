import { sql, type Kysely } from 'kysely';
import type { OriginalTables } from './originalTables.js';

const engine = sql.raw('ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci');

/** Columns of the catalogue that the table with public addresses has as well. */
const shared = sql.raw(`
  id INT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  yewu_name VARCHAR(255) NULL,
  depart_name VARCHAR(64) NULL,
  server_name VARCHAR(128) NULL,
  external_ip VARCHAR(15) NULL,
  network_ip VARCHAR(15) NOT NULL,
  cpu VARCHAR(64) NULL,
  mem VARCHAR(64) NULL,
  disk VARCHAR(64) NULL,
  server_id INT NULL,
  mirr_id INT NULL,
  pro_type VARCHAR(164) NULL DEFAULT '',
  config_dir VARCHAR(255) NULL DEFAULT '',
  pro_dir VARCHAR(255) NULL,
  log_dir VARCHAR(164) NULL,
  pro_key VARCHAR(164) NULL,
  pro_init VARCHAR(164) NULL,
  pro_port VARCHAR(255) NULL,
  system_type VARCHAR(64) NULL,
  entrance_server VARCHAR(64) NULL,
  note VARCHAR(128) NULL,
  status VARCHAR(64) NULL DEFAULT '启用',
  created_time DATETIME NULL,
  updated_time DATETIME NULL,
  groupby VARCHAR(128) NULL,
  local_name VARCHAR(200) NULL,
  app_key VARCHAR(200) NULL,
  is_deloy_dir VARCHAR(64) NULL,
  container_dir VARCHAR(100) NULL,
  java_versoin VARCHAR(255) NULL,
  java_home VARCHAR(255) NULL,
  java_confirm VARCHAR(255) NULL,
  auto_deloy VARCHAR(64) NULL DEFAULT '0',
  backupdir_same_level INT NULL,
  deploydir_same_level INT NULL,
  huanjin_name VARCHAR(255) NULL,
  jifang_name VARCHAR(255) NULL,
  env VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  configure_file_list TEXT NULL,
  configure_file_status INT NULL`);

async function catalogue(db: Kysely<unknown>, tables: OriginalTables): Promise<void> {
  await sql`
    CREATE TABLE IF NOT EXISTS ${sql.id(tables.apps)} (${shared},
      checkurl_status INT NULL DEFAULT 1,
      differcount VARCHAR(255) NULL,
      weight VARCHAR(255) NULL,
      loadBalancerId TEXT NULL,
      logfile VARCHAR(255) NULL,
      url VARCHAR(255) NULL,
      header TEXT NULL,
      params TEXT NULL,
      ${sql.id('require')} VARCHAR(255) NULL,
      requirecode VARCHAR(255) NULL,
      checkdir TEXT NULL,
      predir TEXT NULL,
      local_pro_cmd TEXT NULL,
      local_conf_cmd TEXT NULL,
      is_restart_status INT NULL DEFAULT 0
    ) ${engine}`.execute(db);
  await sql`CREATE TABLE IF NOT EXISTS ${sql.id(tables.externalApps)} (${shared}) ${engine}`.execute(db);
}

async function bookkeeping(db: Kysely<unknown>, tables: OriginalTables): Promise<void> {
  // The original's 64 characters cut paths off; a table made today has room for them.
  await sql`
    CREATE TABLE IF NOT EXISTS ${sql.id(tables.records)} (
      id INT NOT NULL AUTO_INCREMENT PRIMARY KEY,
      deploy_sys VARCHAR(64) NULL,
      deploy_key VARCHAR(64) NULL,
      deploy_version VARCHAR(64) NULL,
      deploy_people VARCHAR(64) NULL,
      deploy_ip VARCHAR(64) CHARACTER SET utf32 NULL,
      deploy_content VARCHAR(64) NULL,
      deloy_prodir_before VARCHAR(255) NULL,
      deloy_configdir_before VARCHAR(255) NULL,
      deloy_prodir_after VARCHAR(255) NULL,
      deloy_configdir_after VARCHAR(255) NULL,
      deloy_size TEXT NULL,
      deploy_take VARCHAR(64) NULL,
      start_time DATETIME NULL,
      rsync_war_time DATETIME NULL,
      start_app_time DATETIME NULL,
      end_time DATETIME NULL,
      randomStr VARCHAR(128) NULL,
      rollRecord INT(64) NULL DEFAULT 0,
      rollStatus INT(64) NULL DEFAULT 0,
      rollbackNumber INT(64) NULL DEFAULT 0,
      processNumber INT(64) NULL,
      deloy_prodir_real_before VARCHAR(255) NULL,
      status INT(64) NULL DEFAULT 0,
      note VARCHAR(128) NULL
    ) ${engine}`.execute(db);
  await sql`
    CREATE TABLE IF NOT EXISTS ${sql.id(tables.status)} (
      id INT NOT NULL AUTO_INCREMENT PRIMARY KEY,
      deploy_sys VARCHAR(64) NULL,
      deploy_key VARCHAR(64) NULL,
      deploy_version VARCHAR(64) NULL,
      deploy_people VARCHAR(64) NULL,
      deploy_ip VARCHAR(64) NULL,
      deploy_content VARCHAR(64) NULL,
      deloy_prodir_before VARCHAR(64) NULL,
      deloy_configdir_before VARCHAR(64) NULL,
      deloy_prodir_after VARCHAR(64) NULL,
      deloy_configdir_after VARCHAR(64) NULL,
      deploy_take VARCHAR(64) NULL,
      start_time DATETIME NULL,
      end_time DATETIME NULL,
      status INT(64) NULL DEFAULT 0,
      note VARCHAR(128) NULL
    ) ${engine}`.execute(db);
}

async function batches(db: Kysely<unknown>, tables: OriginalTables): Promise<void> {
  await sql`
    CREATE TABLE IF NOT EXISTS ${sql.id(tables.batches)} (
      id INT NULL,
      local_name VARCHAR(255) NULL,
      app_key_sort TEXT NULL
    ) ${engine}`.execute(db);
}

async function templates(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE IF NOT EXISTS pre_auto_configure (
      id INT NOT NULL AUTO_INCREMENT PRIMARY KEY,
      local_name VARCHAR(255) COLLATE utf8mb4_bin NULL,
      link_template_id VARCHAR(255) NULL,
      configure_group TEXT NULL,
      configure_file TEXT NULL
    ) ${engine}`.execute(db);
  await sql`
    CREATE TABLE IF NOT EXISTS pre_auto_template_vars (
      id INT NOT NULL AUTO_INCREMENT PRIMARY KEY,
      template_vars_name VARCHAR(200) NULL,
      template_vars_value VARCHAR(255) COLLATE utf8mb4_bin NULL,
      template_vars_desc VARCHAR(255) COLLATE utf8mb4_bin NULL,
      env VARCHAR(255) COLLATE utf8mb4_bin NULL
    ) ${engine}`.execute(db);
}

/** The original's tables where they are missing, with its columns and types; a table that is there stays as it is. */
export async function up(db: Kysely<unknown>, tables: OriginalTables): Promise<void> {
  await catalogue(db, tables);
  await bookkeeping(db, tables);
  await batches(db, tables);
  await templates(db);
}
