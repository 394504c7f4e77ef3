import { expect, test } from 'vitest';
import { masked } from './masked.js';

test.each([
  ['+db.password=geheim', '+db.password=***'],
  ['-  "apiKey": "abc",', '-  "apiKey": "***",'],
  [' SECRET_TOKEN: abc # of the service', ' SECRET_TOKEN: *** # of the service'],
  ['+<password>geheim</password>', '+<password>***</password>'],
  ['+url=jdbc:mysql://me:geheim@db/x', '+url=jdbc:mysql://me:***@db/x'],
  [`+${'QUJD'.repeat(16)}`, '+***'],
])('%s', (line, shown) => {
  expect(masked(line)).toBe(shown);
});

test.each(['+port=8080', ' # passwords are elsewhere', '@@ -1,2 +1,2 @@', '-tokenizer on'])('%s stays', (line) => {
  expect(masked(line)).toBe(line);
});
