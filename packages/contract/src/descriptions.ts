/** What settings are for, and what backups, the layouts of other tools and the certificates that health checks trust say, in Chinese: known to `statementInChinese` once this is loaded. */
import { adoptionStatementsZh } from './statements/zh/adoption.js';
import { backupStatementsZh } from './statements/zh/backups.js';
import { addStatements } from './statements/zh/index.js';
import { settingStatementsZh } from './statements/zh/settings.js';
import { trustStatementsZh } from './statements/zh/trust.js';

addStatements({ ...settingStatementsZh, ...adoptionStatementsZh, ...backupStatementsZh, ...trustStatementsZh });
