import { errorInside, statement, warningText } from '#contract';
import { statementInChinese } from '#contract/zh';
import { expect, test } from 'vitest';
import { serviceColumn, serviceIn } from './storeServices.js';

test('why a service could not be asked is said in Chinese as well, however much its host wrote', () => {
  const details = { host: 'web-1', what: 'ask systemd about shop.service', status: '1', reason: 'x'.repeat(9000) };
  const reason = statement('warning.error', { error: errorInside({ code: 'HOST_TROUBLE', details }) });
  const column = serviceColumn({ state: 'unknown', pids: [], restarts: null, since: null, reason });
  expect(column.length).toBeLessThan(2000);
  const kept = serviceIn(column, '2026-01-01 00:00:00.000')!.reason;
  if (kept === null || typeof kept === 'string') throw new TypeError('only its text was kept');
  expect(warningText(kept)).toContain('web-1 could not ask systemd about shop.service: status 1, xxx');
  expect(statementInChinese(kept)?.message).toContain('web-1 未能完成 向 systemd 查询 shop.service：状态 1，xxx');
});
