/** What errors and statements say in Chinese, for programs that must not load all of the contract; what no browser shows is known here alone. */
import './descriptions.js';
import { addStatements } from './statements/zh/index.js';
import { movingStatementsZh } from './statements/zh/moving.js';

addStatements(movingStatementsZh);

export { errorInChinese, statementInChinese, type ChineseError } from './zh.js';
