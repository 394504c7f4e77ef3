import { readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { App } from '../model/app.js';
import { checkStep } from '../steps/check.js';
import { serviceStep } from '../steps/service.js';
import { running } from '../testing/failingHosts.js';
import { hostsOfEachTest } from '../testing/hosts.js';
import { serviceRequest } from '../testing/requests.js';
import { type ServiceHost, testServiceType } from './testing/battery.js';

const { host } = hostsOfEachTest();

const byLines = (app: App, start: string, stop: string, status = ''): App => ({
  ...app,
  processKey: status === '' ? app.processKey : '',
  service: { type: 'command', start, stop, reload: '', status },
});

function commandHost(): ServiceHost {
  const made = host();
  return { ...made, app: byLines(made.app, `${made.app.init} start`, `${made.app.init} stop`) };
}

/** The line that starts or stops it, but that does `lines` before. */
const withLines = ({ app }: ServiceHost, verb: string, lines: string): App => {
  const lineOf = (one: string): string => (one === verb ? lines : '') + `${app.init} ${one}`;
  return byLines(app, lineOf('start'), lineOf('stop'));
};

testServiceType('command', {
  host: commandHost,
  interrupted: (made, verb, at) =>
    withLines(
      made,
      verb,
      `[ -e ${at} ] || { ${made.app.init} ${verb}; echo >${at}; read -r never <>${made.root}/never; }; `,
    ),
  unfit: ({ app }) => byLines(app, '', ''),
  hanging: (made) => withLines(made, 'stop', `read -r never <>${made.root}/never; `),
});

test('its processes are those that its status writes, in the directory of its program, and a number that is none is none', () => {
  const made = host();
  const { app, context, directory, key, liveAt, root, send } = made;
  const program = directory(`${app.programLink}_20260101_000000`, 'A');
  liveAt(app.programLink, program);
  writeFileSync(`${root}/status`, `#!/bin/sh\npwd -P >${root}/where\ncat ${root}/pid\necho 4194304 0 -1 word\n`, {
    mode: 0o755,
  });
  const of = byLines(app, `${app.init} start`, `${app.init} stop`, `sh ${root}/status 2>/dev/null`);
  writeFileSync(`${root}/pid`, '');
  const ask = (operation: 'start' | 'stop', requestId: string) =>
    send(serviceStep.instruct({ ...context, app: of, requestId, request: serviceRequest(operation) })).facts;
  expect(ask('start', 'r1')).toMatchObject({ before: '0', after: '1' });
  expect(running(key)).toEqual([readFileSync(`${root}/pid`, 'utf8').trim()]);
  expect(readFileSync(`${root}/where`, 'utf8').trim()).toBe(realpathSync(program));
  expect(send(checkStep.instruct({ ...context, app: of })).facts).toMatchObject({ processes: '1', init: '1' });
  const check = (told: App) => send(checkStep.instruct({ ...context, app: told })).facts;
  // A file that was left behind names whoever has that id by now.
  const stale = { ...byLines(app, 'start', 'stop', `cat ${root}/pid; echo ${process.ppid}`) };
  expect([check(stale).processes, check({ ...stale, processKey: key }).processes]).toEqual(['2', '1']);
  const within = byLines(app, 'start', 'stop', './status');
  expect(check(within)).toMatchObject({
    detail_status: '127',
    detail_reason: `it calls what is not there or cannot be run, with ${app.programLink} as its directory`,
  });
  expect(check({ ...within, programLink: `${root}/none` }).processes).toBe('0');
  expect(ask('stop', 'r2')).toMatchObject({ before: '1', after: '0' });
});
