import { expect, test } from 'vitest';
import type { Choices } from '../plan/record.js';
import { accountStatements } from './database.js';

test('the rights are those on the database itself, not on others whose names look like it', () => {
  const sql = accountStatements({ database: 'auto_task', mysqlUser: 'rexflow' } as Choices, '127.0.0.1', 'x');
  expect(sql).toContain('CREATE DATABASE IF NOT EXISTS `auto_task`');
  expect(sql).toContain("INDEX ON `auto\\_task`.* TO 'rexflow'@'127.0.0.1'");
});
