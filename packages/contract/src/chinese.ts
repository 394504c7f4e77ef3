/** What errors and statements say in Chinese, for programs that must not load all of the contract; what no browser shows is known here alone. */
import './descriptions.js';
import { certificateErrorsZh } from './errors/zh/certificates.js';
import { addErrors } from './errors/zh/index.js';
import { movingErrorsZh } from './errors/zh/moving.js';
import { addStatements } from './statements/zh/index.js';
import { movingStatementsZh } from './statements/zh/moving.js';

addStatements(movingStatementsZh);
addErrors({ ...certificateErrorsZh, ...movingErrorsZh });

export { errorInChinese, statementInChinese, type ChineseError } from './zh.js';
