import { expect, test } from 'vitest';
import { plainEnvironment } from './plainEnvironment.js';

test('commands see where they are, and no secret of the process', () => {
  const env = {
    PATH: '/bin',
    HOME: '/root',
    LC_ALL: 'C',
    REXFLOW_MYSQL_PASSWORD: 'secret',
    GITLAB_TOKEN: 'secret',
    TZ: undefined,
  };
  expect(plainEnvironment(env)).toEqual({ PATH: '/bin', HOME: '/root', LC_ALL: 'C' });
});
