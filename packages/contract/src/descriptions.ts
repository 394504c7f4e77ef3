/** What settings are for, and what backups, the layouts of other tools and unread variables say, in Chinese: known to `statementInChinese` once this is loaded. */
import { adoptionStatementsZh } from './statements/zh/adoption.js';
import { backupStatementsZh } from './statements/zh/backups.js';
import { addStatements } from './statements/zh/index.js';
import { serviceStatementsZh } from './statements/zh/services.js';
import { settingStatementsZh } from './statements/zh/settings.js';

addStatements({ ...settingStatementsZh, ...adoptionStatementsZh, ...backupStatementsZh, ...serviceStatementsZh });
