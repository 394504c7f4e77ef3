/** One good and one bad call of an action of RexDeployV3 that this version answers. */
export interface ActionCall {
  /** Parameters that do what the action is for; {url} is a package. */
  good: Record<string, string>;
  /** Parameters that are refused, and how. */
  bad: { values: Record<string, string>; status: number; code: string; names: RegExp };
}

const invalid = (values: Record<string, string>, names: RegExp): ActionCall['bad'] => ({
  ...{ values, names },
  ...{ status: 400, code: 'PARAMETER_INVALID' },
});
const missing = (values: Record<string, string>, names: RegExp): ActionCall['bad'] => ({
  ...{ values, names },
  ...{ status: 400, code: 'PARAMETER_MISSING' },
});
const nobody: ActionCall['bad'] = { values: { k: 'nobody' }, status: 404, code: 'APP_UNKNOWN', names: /nobody/ };

/**
 * The actions in the order in which the good calls may follow each other. One that this version answers and that has no row here fails
 * the suite, as does a row for one that it does not answer.
 */
export const actionCalls: Readonly<Record<string, ActionCall>> = {
  release: {
    good: { k: 'server', senv: 'uat' },
    bad: {
      values: { k: 'server', senv: 'uat', url: 'http://10.0.0.3/x.tar.gz', full: '1' },
      ...{ status: 400, code: 'SOURCE_WITH_URL', names: /senv/ },
    },
  },
  rollback: {
    good: { k: 'server', rollstatus: '0' },
    bad: invalid({ k: 'server', rollstatus: '7' }, /rollstatus/),
  },
  check: { good: { k: 'server' }, bad: nobody },
  list: {
    good: {},
    bad: { values: { k: 'server' }, status: 400, code: 'PARAMETER_UNKNOWN', names: /k/ },
  },
  run: { good: { k: 'server', cmd: 'echo a,b' }, bad: missing({ k: 'server' }, /cmd/) },
  'Common:Use:run': { good: { g: 'server', cmd: 'echo a,b' }, bad: missing({ cmd: 'ls' }, /H/) },
  ...Object.fromEntries(
    ['', 'logCenter:main:'].flatMap((before): [string, ActionCall][] => [
      [`${before}lookLog`, { good: { k: 'server' }, bad: nobody }],
      [`${before}getLog`, { good: { k: 'server' }, bad: invalid({ k: 'server', log: '../passwd' }, /log/) }],
      [`${before}grepLog`, { good: { k: 'server', grep: 'ERR' }, bad: missing({ k: 'server' }, /grep/) }],
    ]),
  ),
  service: { good: { k: 'server', a: 'restart' }, bad: invalid({ k: 'server', a: 'explode' }, /^a: /) },
  'Enter:route:download': {
    good: { k: 'server', update: '1' },
    bad: invalid({ k: 'server', usetype: 'everything' }, /usetype/),
  },
  'Enter:route:downloadCombile': {
    good: { k: 'server', url: '{url}', full: '1', dest: '2' },
    bad: invalid({ k: 'server', url: 'ftp://10.0.0.3/x.tar.gz' }, /url/),
  },
  'Deploy:Core:syncpro': { good: { k: 'server', update: '1' }, bad: nobody },
  'Deploy:Core:diff': { good: { k: 'server' }, bad: missing({}, /k/) },
  'Deploy:Configure:config': { good: { k: 'server' }, bad: nobody },
  'Deploy:Db:initdb': { good: {}, bad: invalid({ force: 'perhaps' }, /force/) },
};
