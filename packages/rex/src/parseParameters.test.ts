import { expect, test } from 'vitest';
import { CodedError } from '#contract';
import { parseRequest } from './parseParameters.js';

type Raw = Record<string, string | string[]>;
const setup = { bases: { '3.102': 'http://10.0.3.102/packages/' } };
const url = 'http://10.0.0.3/test.tar.gz';
const bundle = 'a'.repeat(64);
const release = { action: 'release', k: 'server' };

function refusal(raw: Raw): CodedError {
  try {
    parseRequest(raw, setup);
  } catch (thrown) {
    if (thrown instanceof CodedError) return thrown;
    throw thrown;
  }
  throw new Error('nothing was refused');
}

const bad: [string, Raw, string, RegExp][] = [
  ['nothing at all', {}, 'PARAMETERS_EMPTY', /^post参数为空$/],
  ['no action', { k: 'server' }, 'ACTION_MISSING', /^action参数不能为空$/],
  ['only a token', { token: 't' }, 'ACTION_MISSING', /action/],
  ['empty action', { action: '', k: 'server' }, 'ACTION_MISSING', /action/],
  ['quoted empty action', { action: "''", k: 'server' }, 'ACTION_MISSING', /action/],
  ['unknown action', { action: 'nope' }, 'ACTION_UNKNOWN', /^不支持的action参数: nope$/],
  ['action of Object', { action: 'constructor' }, 'ACTION_UNKNOWN', /constructor/],
  ['missing k', { action: 'release' }, 'PARAMETER_MISSING', /^当执行 release 模块时,post参数为空,必须传参: k$/],
  ['empty k', { action: 'release', k: '' }, 'PARAMETER_MISSING', /必须传参: k$/],
  ['blank k', { action: 'release', k: '  ' }, 'PARAMETER_MISSING', /必须传参: k$/],
  ['missing k and cmd', { action: 'run' }, 'PARAMETER_MISSING', /必须传参: k,cmd$/],
  ['missing comes before unknown', { action: 'run', k: 'a', x: '1' }, 'PARAMETER_MISSING', /cmd$/],
  ['another parameter', { ...release, sevn: 'uat' }, 'PARAMETER_UNKNOWN', /^sevn: .*senv/],
  ['list takes no k', { action: 'list', k: 'server' }, 'PARAMETER_UNKNOWN', /^k: /],
  ['queue where nothing is changed', { action: 'check', k: 'a', queue: '1' }, 'PARAMETER_UNKNOWN', /^queue: /],
  ['queue, another word', { ...release, queue: 'first' }, 'PARAMETER_INVALID', /^queue: must be 0 or 1 or latest/],
  ['__proto__', { ...release, ['__proto__']: 'x' }, 'PARAMETER_UNKNOWN', /^__proto__: /],
  ['toString', { ...release, toString: 'x' }, 'PARAMETER_UNKNOWN', /^toString: /],
  ['pwd', { ...release, pwd: '/tmp' }, 'PARAMETER_INVALID', /^pwd: /],
  ['rex', { ...release, rex: '/bin/sh' }, 'PARAMETER_INVALID', /^rex: /],
  ['confFile', { ...release, confFile: '/etc/passwd' }, 'PARAMETER_INVALID', /^confFile: /],
  ['a rex option', { ...release, e: 'print 1' }, 'PARAMETER_INVALID', /^e: .*rex/],
  ['f of service', { action: 'service', k: 'a', a: 'start', f: '/x' }, 'PARAMETER_INVALID', /^f: /],
  ['k twice', { action: 'release', k: ['a', 'b'] }, 'PARAMETER_INVALID', /^k: given 2 times/],
  ['action twice', { action: ['list', 'run'] }, 'PARAMETER_INVALID', /^action: given 2 times/],
  ['url without full', { ...release, url }, 'URL_WITHOUT_FULL', /full/],
  ['full without url', { ...release, full: '1' }, 'FULL_WITHOUT_URL', /url/],
  ['full with empty url', { ...release, full: '1', url: '' }, 'FULL_WITHOUT_URL', /url/],
  ['full is 3', { ...release, url, full: '3' }, 'PARAMETER_INVALID', /^full: must be 1 or 2/],
  ['full is 1.0', { ...release, url, full: '1.0' }, 'PARAMETER_INVALID', /^full: /],
  [
    'senv with url',
    { ...release, url, full: '1', senv: 'uat' },
    'SOURCE_WITH_URL',
    /^当url和full都存在时,senv不能同时有值$/,
  ],
  ['bundle without full', { ...release, bundle }, 'URL_WITHOUT_FULL', /full/],
  ['bundle with url', { ...release, bundle, url, full: '1' }, 'PARAMETER_INVALID', /^bundle: .*url/],
  ['bundle with senv', { ...release, bundle, full: '1', senv: 'uat' }, 'PARAMETER_INVALID', /^bundle: .*senv/],
  ['bundle with set', { ...release, bundle, full: '1', set: '3.102' }, 'PARAMETER_INVALID', /^set: /],
  ['bundle that is no sum', { ...release, bundle: '../x', full: '1' }, 'PARAMETER_INVALID', /^bundle: .*sha256/],
  ['ftp', { ...release, url: 'ftp://h/x', full: '1' }, 'PARAMETER_INVALID', /^url: .*http/],
  ['file', { ...release, url: 'file:///etc/passwd', full: '1' }, 'PARAMETER_INVALID', /^url: /],
  ['no host', { ...release, url: 'http://', full: '1' }, 'PARAMETER_INVALID', /^url: /],
  ['relative url', { ...release, url: 'test.tar.gz', full: '1' }, 'PARAMETER_INVALID', /^url: /],
  ['url with a blank', { ...release, url: 'http://h/a b', full: '1' }, 'PARAMETER_INVALID', /^url: /],
  ['unknown base', { ...release, url: 'a', full: '1', set: 'x' }, 'PARAMETER_INVALID', /^set: .*3\.102/],
  ['base and absolute url', { ...release, url, full: '1', set: '3.102' }, 'PARAMETER_INVALID', /^url: /],
  ['base without url', { ...release, set: '3.102' }, 'PARAMETER_INVALID', /^set: /],
  ['control character', { action: 'release', k: 'a\u0000b' }, 'PARAMETER_INVALID', /^k: .*control/],
  ['line break', { action: 'release', k: 'a\nb' }, 'PARAMETER_INVALID', /^k: .*control/],
  ['C1 control', { action: 'release', k: 'a\u009bb' }, 'PARAMETER_INVALID', /^k: .*control/],
  ['escape in a command', { action: 'run', k: 'a', cmd: '\u001b[2J' }, 'PARAMETER_INVALID', /^cmd: .*control/],
  ['long k', { action: 'release', k: 'a'.repeat(201_001) }, 'PARAMETER_INVALID', /^k: longer than 201000/],
  ['long cmd', { action: 'run', k: 'a', cmd: 'a'.repeat(16_385) }, 'PARAMETER_INVALID', /^cmd: longer/],
  ['senv no name', { ...release, senv: '../uat' }, 'PARAMETER_INVALID', /^senv: may hold/],
  ['rollstatus 2', { action: 'rollback', k: 'a', rollstatus: '2' }, 'PARAMETER_INVALID', /^rollstatus: /],
  [
    'service frob',
    { action: 'service', k: 'a', a: 'frob' },
    'PARAMETER_INVALID',
    /^a: must be start or stop or restart or reload/,
  ],
  [
    'downdir outside',
    { action: 'Enter:route:downloadCombile', k: 'a', url, downdir: '../x' },
    'PARAMETER_INVALID',
    /^downdir: /,
  ],
  ['type without senv', { action: 'Enter:route:download', k: 'a', type: 'pro' }, 'PARAMETER_INVALID', /^type: /],
  ['force yes', { action: 'Deploy:Db:initdb', force: 'yes' }, 'PARAMETER_INVALID', /^force: /],
];

test.each(bad)('refuses %s', (_title, raw, code, message) => {
  const trouble = refusal(raw);
  expect(trouble.code).toBe(code);
  expect(trouble.kind).toBe('refused');
  expect(trouble.envelopeMessage).toMatch(message);
});

const good: [string, Raw, Record<string, string>][] = [
  ['the three modes: update directory', release, { k: 'server' }],
  ['the three modes: senv', { ...release, senv: 'uat', token: 't', w: '1', debug: '' }, { k: 'server', senv: 'uat' }],
  ['the three modes: url', { ...release, url, full: '2' }, { k: 'server', url, full: '2' }],
  ['the three modes: an uploaded package', { ...release, bundle, full: '2' }, { k: 'server', bundle, full: '2' }],
  ['the documented quotes', { action: "'release'", k: "'server'", senv: '"uat"' }, { k: 'server', senv: 'uat' }],
  ['empty is absent', { ...release, url: '', full: '', senv: "''" }, { k: 'server' }],
  [
    'a relative url with its base',
    { ...release, url: 'a.zip', full: '1', set: '3.102' },
    { k: 'server', url: 'a.zip', full: '1', set: '3.102' },
  ],
  ['the preset of rollstatus', { action: 'rollback', k: 'a', rollstatus: '' }, { k: 'a', rollstatus: '0' }],
  ['commas and quotes in a command', { action: 'run', k: 'a', cmd: '"a b" "c,d"' }, { k: 'a', cmd: '"a b" "c,d"' }],
  [
    'lines and tabs in a command',
    { action: 'run', k: 'a', cmd: "'echo a\n\techo b'" },
    { k: 'a', cmd: 'echo a\n\techo b' },
  ],
  ['a single quote mark', { action: 'run', k: 'a', cmd: '"' }, { k: 'a', cmd: '"' }],
  ['list', { action: 'list' }, {}],
];

test.each(good)('takes %s', (_title, raw, parameters) => {
  expect(parseRequest(raw, setup).parameters).toEqual(parameters);
});

test('reads the controls', () => {
  expect(parseRequest({ ...release, async: '1', sprint: '1' }, setup)).toMatchObject({ async: true, sprint: true });
  expect(parseRequest({ ...release, async: '0', sprint: '' }, setup)).toMatchObject({ async: false, sprint: false });
});
