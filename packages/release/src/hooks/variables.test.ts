import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Secret } from '#shell';
import type { Hook } from '../model/hook.js';
import type { StepContext } from '../model/step.js';
import { namesRelease, secretsNamed } from '../model/variables.js';
import { activateStep } from '../steps/activate.js';
import { asksOf } from '../steps/probe.js';
import { revertStep } from '../steps/revert.js';
import { serviceStep } from '../steps/service.js';
import { hostsOfEachTest } from '../testing/hosts.js';
import { serviceRequest } from '../testing/requests.js';
import { beforeSwitchStep } from './hookSteps.js';

const { released } = hostsOfEachTest();

const sentinel = "geheim-4711 'quoted' $x\n-----END-----";
const late: StepContext['late'] = {
  environment: 'prod',
  release: '20261130_000000',
  provenance: { version: '2.1.0' },
  secretOf: (name) => new Secret(name === 'db' ? sentinel : `secret of ${name}`),
};

/** What a shell writes of itself and all others that run on the host. */
const look = (into: string): string =>
  `{ env -0; printf 'stdin:'; cat; } >${into}; cat /proc/[0-9]*/cmdline 2>/dev/null >${into}.ps; echo it said`;

function seenIn(path: string) {
  const text = readFileSync(path, 'utf8');
  const env = Object.fromEntries(
    text
      .slice(0, text.lastIndexOf('stdin:'))
      .split('\0')
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
  return { env, stdin: text.slice(text.lastIndexOf('stdin:') + 6), arguments: readFileSync(`${path}.ps`, 'latin1') };
}

/** A host with a release that is ready, whose hook and init script write what they see. */
function watched() {
  const made = released();
  mkdirSync(join(`${made.app.programLink}.shared`, 'seeds'), { recursive: true });
  const [hookSaw, initSaw] = [join(made.root, 'hook'), join(made.root, 'init-saw')];
  const script = readFileSync(made.app.init, 'utf8');
  writeFileSync(
    made.app.init,
    script.replace('case $1 in', `[ "$1" != start ] || { ${look(initSaw)}; } </dev/null\ncase $1 in`),
  );
  const hook: Hook = {
    ...{ name: 'migrate', when: 'before-switch', run: 'each', seconds: 20, onFailure: 'fail' },
    command: look(hookSaw),
    environment: { OVER: { secret: 'other' }, PLAIN: 'of the hook', REXFLOW_APP: 'mine' },
    directory: '{shared}/seeds',
  };
  const app = {
    ...made.app,
    hooks: [hook, { ...hook, name: 'second', command: 'true', environment: {} }],
    variables: {
      DB: { secret: 'db' },
      OVER: 'of the app',
      PLAIN: { secret: 'db' },
      TEXT: "{app} {{x}} '{version}{commit}' $HOME {release}",
      REXFLOW_GROUP: 'not this',
    },
    row: { pro_port: 80 },
  };
  return { ...made, app, context: { ...made.context, app, together: [app], late }, hookSaw, initSaw };
}

test('a hook has variables and secrets, its own over those of the app, and no program shows a secret among its arguments', () => {
  const { context, send, hookSaw, app } = watched();
  const { facts } = send(beforeSwitchStep.instruct(context));
  expect(facts).toMatchObject({ hooks_ran: 'yes', hook: 'second', hook_said: 'it said' });
  const { env, stdin, arguments: all } = seenIn(hookSaw);
  expect(env).toMatchObject({
    DB: sentinel,
    OVER: 'secret of other',
    PLAIN: 'of the hook',
    TEXT: "server1 {x} '2.1.0' $HOME 20261130_000000",
    REXFLOW_APP: 'mine',
    REXFLOW_GROUP: app.group,
  });
  expect(Object.keys(env).filter((name) => name.startsWith('rexflow_'))).toEqual([]);
  expect(stdin).toBe('');
  expect(all).toContain('-s');
  expect(all).not.toMatch(/geheim|secret of other|Z2VoZWlt/);
});

test('a service is started with them, by a release, by the action, and by what puts it back; arguments show none', () => {
  const { context, send, initSaw } = watched();
  const started = () => seenIn(initSaw);
  const asked = { ...context, requestId: 'r-service', request: serviceRequest('restart') };
  expect(send(serviceStep.instruct(asked)).facts.trouble).toBeUndefined();
  expect(started().env).toMatchObject({ DB: sentinel, OVER: 'of the app' });
  expect(started().arguments).not.toContain('geheim');
  writeFileSync(initSaw, '');
  const changed = { ...context, late: { ...late, provenance: { version: '3.0.0' } }, lateBack: late };
  expect(send(activateStep.instruct(changed)).facts.trouble).toBeUndefined();
  expect(started().env.TEXT).toContain('3.0.0');
  writeFileSync(initSaw, '');
  expect(send(revertStep.instruct(changed)).facts.trouble).toBeUndefined();
  expect(started().env.TEXT).toContain('2.1.0');
});

test('what waits for the word that all is well holds them where nobody else can read it', () => {
  const { context, send } = watched();
  expect(send(activateStep.instruct({ ...context, confirm: 60 })).facts.trouble).toBeUndefined();
  const file = join(context.paths.state, `watch.${context.requestId}`);
  expect(readFileSync(file, 'utf8')).toContain('geheim-4711');
  expect(statSync(file).mode & 0o077).toBe(0);
});

test('a command that looks whether it is well has them', () => {
  const { app } = watched();
  const check = { type: 'command' as const, command: 'test "$A" = b' };
  const [ask] = asksOf({ ...app, health: [check] }, {}, 'export A=b');
  expect(ask!.look).toMatchObject({ script: expect.stringContaining("variables='export A=b'") as unknown });
});

test('the secrets of an app are those of its variables and its hooks, and a release is named by texts alone', () => {
  const { app } = watched();
  expect([...secretsNamed(app)]).toEqual([
    ['db', 'variables.DB'],
    ['other', 'hooks.commands.migrate.environment.OVER'],
  ]);
  expect([namesRelease(app), namesRelease({ variables: { A: '{app}' } })]).toEqual([true, false]);
});
