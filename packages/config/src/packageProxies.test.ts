import { expect, test } from 'vitest';
import { Secret } from '#shell';
import { packageProxies } from './packageProxies.js';

const env = { http_proxy: 'one:1', HTTP_PROXY: 'two:2', HTTPS_PROXY: 'three:3', no_proxy: 'a, .b  c' };
const of = (name: string): string => `${name} in the environment of this process`;
const named = { address: 'http://own', of: 'package.proxy of config.yml' };

test.each([
  [
    'those of the environment',
    '',
    [],
    env,
    {
      http: { address: 'one:1', of: of('http_proxy') },
      https: { address: 'three:3', of: of('HTTPS_PROXY') },
      except: ['a', '.b', 'c'],
    },
  ],
  ['none in the environment', '', ['d'], { https_proxy: '' }, { http: null, https: null, except: ['d'] }],
  ['its own', 'http://own', ['d'], env, { http: named, https: named, except: ['d'] }],
  [
    'its own, with the exceptions of the environment',
    'http://own',
    [],
    { NO_PROXY: 'a' },
    { http: named, https: named, except: ['a'] },
  ],
  ['none', 'none', ['d'], env, { http: null, https: null, except: [] }],
])('packages are fetched by the proxy that is meant: %s', (_what, proxy, noProxy, given, expected) => {
  expect(packageProxies({ proxy: new Secret(proxy), noProxy }, given)).toEqual(expected);
});
