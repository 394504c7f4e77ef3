/** What errors and statements say in Chinese, for programs that must not load all of the contract. */
import './descriptions.js';

export { errorInChinese, statementInChinese, type ChineseError } from './zh.js';
