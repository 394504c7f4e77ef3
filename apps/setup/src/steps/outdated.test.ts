import { expect, test } from 'vitest';
import { spellAction } from '../plan/spell.js';
import { startLines } from '../ending.js';
import { isOutdated, outdatedOf, outdatedVersions } from './outdated.js';
import { machinePlaces, prefixPlaces } from './places.js';
import { startStep } from './start.js';

const here = { own: '1.1.0 (b)', host: 'ops1' };
const worker = (id: string, build: string | null) => ({ id, build });

test.each([
  ['nothing runs', null, [], '', false],
  ['all is of this version', '1.1.0 (b)', [worker('ops1-7-x', '1.1.0 (b)')], '', false],
  ['a gateway of before', '1.0.0 (a)', [worker('ops1-7-x', '1.1.0 (b)')], '1.0.0 (a)', true],
  [
    'a worker of before, beside one of now',
    '1.1.0 (b)',
    [worker('ops1-7-x', '1.1.0 (b)'), worker('ops1-8-x', '1.0.0 (a)')],
    '1.0.0 (a)',
    true,
  ],
  ['both of before', '1.0.0 (a)', [worker('ops1-7-x', '1.0.0 (a)')], '1.0.0 (a)', true],
  ['a worker that does not say what it is', '1.1.0 (b)', [worker('ops1-7-x', null)], '?', true],
  [
    'a worker of another machine, also of a name that begins alike',
    '1.1.0 (b)',
    [worker('ops2-7-x', '1.0.0 (a)'), worker('ops11-7-x', '1.0.0 (a)'), worker('ops1-b-7-x', '1.0.0 (a)')],
    '',
    false,
  ],
])('%s', (_, gateway, workers, versions, outdated) => {
  const found = outdatedOf(gateway, workers, here);
  expect([outdatedVersions(found), isOutdated(found)]).toEqual([versions, outdated]);
});

test('the plan says what is restarted, the gateway before the worker', () => {
  const commands = (outdated: Parameters<typeof startStep>[2]): string[] => {
    const choices = { port: 3000 } as Parameters<typeof startStep>[1];
    const { title, actions } = startStep(machinePlaces('/nowhere'), choices, outdated, () => undefined);
    return [title, ...actions.flatMap((action) => spellAction(action).split('\n'))].filter((line) =>
      /restart/.test(line),
    );
  };
  expect(commands({ gateway: null, worker: null })).toEqual([]);
  expect(commands({ gateway: '1.0.0', worker: '0.9.0' })).toEqual([
    'start, now and with the machine; what runs rexflow 1.0.0, 0.9.0 is restarted',
    'systemctl restart rexflow-gateway.service',
    "systemctl restart rexflow-worker.service 'rexflow-worker@*.service'",
  ]);
});

test('where no unit starts it, what runs of before is to be ended by whoever started it', () => {
  const places = prefixPlaces('/home/ops/rexflow');
  const start = '  /home/ops/rexflow/bin/rexflow-start';
  const [, title, ...lines] = startLines(places, { gateway: '1.0.0 (a)', worker: null });
  expect([title, lines]).toEqual([expect.stringMatching(/1\.0\.0 \(a\).*Ctrl-C/), [start]]);
  expect(startLines(places, { gateway: null, worker: null })).toEqual(['', expect.any(String), start]);
});
