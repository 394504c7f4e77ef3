/** What settings are for, and what backups and the layouts of other tools say, in Chinese: known to `statementInChinese` once this is loaded. */
import { adoptionStatementsZh } from './statements/zh/adoption.js';
import { backupStatementsZh } from './statements/zh/backups.js';
import { addStatements } from './statements/zh/index.js';
import { settingStatementsZh } from './statements/zh/settings.js';

addStatements({ ...settingStatementsZh, ...adoptionStatementsZh, ...backupStatementsZh });
