import { expect, test } from 'vitest';
import { CodedError } from '#contract';
import type { DueHost, KnownApp } from '#records';
import type { App } from '#release';
import { lookAtHost } from './lookAtHost.js';
import type { LookDeps } from './lookDeps.js';

const known = (app: string, held: boolean): KnownApp => ({
  ...{ app, held, failing: null, stopped: false, knownAt: new Date(0), driftTriedAt: null },
});
const host = (failures: number, ...apps: KnownApp[]): DueHost => ({ host: '10.0.0.1', failures, apps });

/** A look each minute at a host whose program tells of one app, or that throws. */
async function look(due: DueHost, thrown?: CodedError) {
  const scripts: string[] = [];
  const deps = {
    config: { fleet: { look: 60, drift: 0 }, release: { health: 0 } },
    now: () => new Date(0),
    log: { info: () => undefined, warn: () => undefined },
    looked: () => undefined,
    hasRequests: () => false,
    ssh: {
      run: (_target: unknown, { script }: { script: string }) => {
        scripts.push(script);
        if (thrown) return Promise.reject(thrown);
        const stdout = 'app=0\nprocesses=1\n';
        return Promise.resolve({ stdout, stderr: '', exitCode: 0, signal: null, timedOut: false });
      },
    },
  } as unknown as LookDeps;
  const apps = due.apps.map(({ app }): App => {
    const found = { appKey: app, group: 'server', programLink: `/srv/${app}`, init: `/etc/init.d/${app}` };
    return { ...found, processKey: app, restarts: true, health: [] as App['health'] } as App;
  });
  const target = {} as Parameters<typeof lookAtHost>[1]['target'];
  const ended = await lookAtHost(deps, { due, claim: 'mine', apps, target }, new AbortController().signal);
  return { ended, script: scripts.join('') };
}

test('beside an app that a request is at work on the others are seen; where it has all of them, nobody goes there', async () => {
  const some = await look(host(0, known('web1', true), known('web2', false)));
  expect(some.ended).toMatchObject({ busy: true, visited: true, trouble: null, apps: [{ app: 'web2' }] });
  expect(some.ended.again).toBeLessThanOrEqual(10);
  expect(some.script).not.toContain('/srv/web1');
  const all = await look(host(0, known('web1', true)));
  expect(all).toMatchObject({ script: '', ended: { busy: true, visited: false, again: 10, apps: [] } });
});

test('a login that was refused twice is tried again after an hour, other trouble after five looks at most', async () => {
  const after = async (code: 'AUTHENTICATION' | 'UNREACHABLE', failures: number) =>
    Math.round((await look(host(failures), new CodedError(code, { host: '10.0.0.1' }))).ended.again);
  expect(await Promise.all([0, 1, 9].map((failures) => after('AUTHENTICATION', failures)))).toEqual([60, 3600, 3600]);
  expect(await Promise.all([0, 1, 9].map((failures) => after('UNREACHABLE', failures)))).toEqual([60, 120, 300]);
});
