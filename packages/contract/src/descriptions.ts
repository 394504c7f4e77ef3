/**
 * What few pages show, in Chinese: what settings are for, and what backups, owners, services, certificates and the layouts of other tools say.
 * Known to `statementInChinese` once this is loaded.
 */
import { adoptionStatementsZh } from './statements/zh/adoption.js';
import { backupStatementsZh } from './statements/zh/backups.js';
import { addStatements } from './statements/zh/index.js';
import { ownerStatementsZh } from './statements/zh/owner.js';
import { serviceStatementsZh } from './statements/zh/services.js';
import { settingStatementsZh } from './statements/zh/settings.js';
import { trustStatementsZh } from './statements/zh/trust.js';

addStatements({ ...settingStatementsZh, ...adoptionStatementsZh, ...backupStatementsZh });
addStatements({ ...ownerStatementsZh, ...serviceStatementsZh, ...trustStatementsZh });
