/** What errors say in Chinese, for programs that must not load all of the contract: command line and console. */
export { errorInChinese, type ChineseError } from './errors/zh/index.js';
