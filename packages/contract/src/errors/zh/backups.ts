import type { backupErrors } from '../backups.js';
import { zhFailed, zhRefused, zhText, type ChineseEntry } from './entry.js';

/** What keeps a backup from being made or restored. */
export const backupErrorsZh: Record<keyof typeof backupErrors, ChineseEntry> = {
  BACKUP_BUSY: zhRefused(
    (d) =>
      `${zhText(d.part)} 已存在：另一个备份正在写入，或上次被强行终止。若没有备份在运行：rm ${zhText(d.part)}，然后重试`,
  ),
  BACKUP_DAMAGED: zhRefused(
    (d) =>
      `${zhText(d.file)} 不是完整的备份（${zhText(d.reason)}）；未写入任何内容。请换一个：rexflow backup --check FILE 可检查是否完整`,
  ),
  BACKUP_NEWER: zhRefused(
    (d) =>
      `${zhText(d.file)} 由 rexflow ${zhText(d.version)} 制作，比本程序新（${zhText(d.what)}）；未写入任何内容。请在此安装 rexflow ${zhText(d.version)} 后再恢复`,
  ),
  BACKUP_LOCKED: zhRefused(
    (d) =>
      `${zhText(d.file)} 中的密钥文件已用口令加密；未写入任何内容。请提供口令：--passphrase-file F，或 REXFLOW_BACKUP_PASSPHRASE`,
  ),
  PASSPHRASE_WRONG: zhRefused(
    (d) =>
      `口令无法打开 ${zhText(d.file)} 中的密钥文件；未写入任何内容。请提供备份时的口令：--passphrase-file F，或 REXFLOW_BACKUP_PASSPHRASE`,
  ),
  PASSPHRASE_UNUSABLE: zhRefused((d) => `口令无法使用：${zhText(d.reason)}`),
  BACKUP_CONFIG: zhRefused(
    (d) => `无法采用备份中的 config.yml（${zhText(d.reason)}）；未写入任何内容。${zhText(d.advice)}`,
  ),
  RESTORE_LIVING: zhRefused(
    (d) =>
      `${zhText(d.what)}；未写入任何内容。请先停止 gateway 和 worker：systemctl stop rexflow-gateway rexflow-worker`,
  ),
  RESTORE_OVER: zhRefused(
    (d) =>
      `此处已有一套 rexflow：${zhText(d.what)}；未写入任何内容。若要用备份取而代之：rexflow restore ${zhText(d.file)} --replace`,
  ),
  RESTORE_UNFINISHED: zhRefused(
    (d) =>
      `对 ${zhText(d.file)} 的恢复已开始（${zhText(d.since)}）但未完成：数据库只有其中一部分。请重新执行：rexflow restore ${zhText(d.file)} --replace`,
  ),
  DATABASE_REFUSED: zhRefused((d) => `MySQL 拒绝执行（${zhText(d.what)}）：${zhText(d.reason)}`),
  RESTORED: zhFailed(
    (d) => `rexflow 已从 ${zhText(d.at)} 制作的备份恢复，备份时该任务正在进行：其后的结果未知`,
    () => '请查看主机上在用的版本（rexflow check APP），并重新发布所需的版本。',
  ),
};
