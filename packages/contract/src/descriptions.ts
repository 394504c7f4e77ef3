/**
 * What few pages show, in Chinese: what settings are for, and what backups, services, certificates, logs and the layouts of other tools
 * say. Known to `statementInChinese` and `errorInChinese` once this is loaded.
 */
import { addErrors } from './errors/zh/index.js';
import { logErrorsZh } from './errors/zh/logs.js';
import { adoptionStatementsZh } from './statements/zh/adoption.js';
import { backupStatementsZh } from './statements/zh/backups.js';
import { addStatements } from './statements/zh/index.js';
import { serviceStatementsZh } from './statements/zh/services.js';
import { settingStatementsZh } from './statements/zh/settings.js';
import { trustStatementsZh } from './statements/zh/trust.js';

addStatements({ ...settingStatementsZh, ...adoptionStatementsZh, ...backupStatementsZh });
addStatements({ ...serviceStatementsZh, ...trustStatementsZh });
addErrors(logErrorsZh);
