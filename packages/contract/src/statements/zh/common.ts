import type { commonStatements } from '../common.js';
import type { ChineseOf } from './entry.js';

/** What stands inside other statements, and what is said of many things. */
export const commonStatementsZh: ChineseOf<typeof commonStatements> = {
  'names.more': { message: '{names} 等，另有 {n} 个' },
  'time.ms': { message: '{n} 毫秒' },
  'time.seconds': { message: '{n} 秒' },
  'time.minutes': { message: '{n} 分钟' },
  'time.days': { message: '{n} 天' },
  'unknown.advised': { message: '未知：{error}', advice: '{advice}' },
  'unknown.mysql': { message: '未知：{error}', advice: '请先恢复 MySQL。' },
  'unknown.redis': { message: '未知：{error}', advice: '请先恢复 Redis。' },
  'unknown.other': { message: '未知：{error}', advice: '请先解决无法读取的问题。' },
  'error.advised': { message: '{error}', advice: '{advice}' },
  'error.gatewayLog': { message: '{error}', advice: '请查看 gateway 的日志。' },
  'error.redisLog': { message: '{error}', advice: '请查看 Redis 的日志。' },
};
