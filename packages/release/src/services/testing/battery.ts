import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { errorCodes, type ServiceKind, type ServiceOperation } from '#contract';
import type { App } from '../../model/app.js';
import type { StepContext } from '../../model/step.js';
import { doctorStep } from '../../steps/doctor.js';
import { serviceStep } from '../../steps/service.js';
import { sightingsFound } from '../../findings/sighting.js';
import { sightScript } from '../../scripts/sight.js';
import { running } from '../../testing/failingHosts.js';
import { type hostsOfEachTest, until } from '../../testing/hosts.js';
import { serviceRequest } from '../../testing/requests.js';
import { serviceTypes } from '../index.js';

export type ServiceHost = ReturnType<ReturnType<typeof hostsOfEachTest>['host']>;

/** Makes applications of one kind. Their processes carry the key of the host as a word. */
export interface ServiceBench {
  /** Why it cannot be tried on this machine; null where it can. */
  lacking?: string | null;
  /** A host with an application that is not started. */
  host: () => ServiceHost | Promise<ServiceHost>;
  /** Starts another application of who keeps this one running, whose name begins alike, and gives what tells its process. */
  neighbour?: (made: ServiceHost) => () => string;
  /** The same application, whose start or stop does not come back the first time, and then leaves the file `at`. */
  interrupted: (made: ServiceHost, operation: 'start' | 'stop', at: string) => App;
  /** The same application, whose stop neither comes back nor ends it. */
  hanging: (made: ServiceHost) => App;
  /** The signal that ends it where its stop did nothing; absent where a stop that is given up ends it. */
  endedBy?: 'TERM' | 'KILL';
  /** The same application without what starts it. */
  unfit: (made: ServiceHost) => App;
}

/** A process and those it comes from. */
function parentsOf(pid: string): string[] {
  const { stdout } = spawnSync('ps', ['-o', 'ppid=', '-p', pid], { encoding: 'utf8' });
  const parent = stdout.trim();
  return parent === '' || parent === '0' ? [pid] : [pid, ...parentsOf(parent)];
}

const instruct = (context: StepContext, app: App, operation: ServiceOperation, requestId: string) =>
  serviceStep.instruct({ ...context, app, requestId, request: serviceRequest(operation) });

/** Tests that a kind of service keeps what contract.ts says, on a real host with real processes. */
export function testServiceType(kind: ServiceKind, bench: ServiceBench): void {
  const { lacking = null } = bench;
  const tried = test.skipIf(lacking !== null);
  const name = lacking === null ? kind : `${kind} (${lacking})`;

  tried(`${name}: a start of what runs and a stop of what does not do nothing`, async () => {
    const { app, context, key, send } = await bench.host();
    const ask = (operation: ServiceOperation, requestId: string) =>
      send(instruct(context, app, operation, requestId)).facts;
    expect(ask('start', 'r1')).toMatchObject({ before: '0', after: '1' });
    const started = running(key);
    expect(ask('start', 'r2')).toMatchObject({ before: '1', after: '1' });
    expect(running(key)).toEqual(started);
    expect(ask('stop', 'r3')).toMatchObject({ before: '1', after: '0' });
    expect(ask('stop', 'r4')).toMatchObject({ before: '0', after: '0' });
    expect(running(key)).toEqual([]);
  });

  tried(
    `${name}: a look tells by which process it runs and for how long, and that it does not after a stop`,
    async () => {
      const { app, context, key, send } = await bench.host();
      const see = () => {
        const { facts } = send({ do: 'script', script: sightScript([app]), deadlineMs: 20_000 });
        const lines = Object.entries(facts).map(([name, value]) => `${name}=${value}\n`);
        return sightingsFound([app], `app=0\n${lines.join('')}`)[0]!.service;
      };
      expect(see()).toMatchObject({ state: 'down', up: null, pids: [] });
      const began = Date.now();
      const { pids_before: none, pids_after: told } = send(instruct(context, app, 'start', 'r1')).facts;
      const [pid] = running(key);
      const seen = see();
      expect(seen).toMatchObject({ state: 'running', reason: null });
      expect(seen.pids.map(String)).toContain(parentsOf(pid!).find((one) => seen.pids.map(String).includes(one)));
      expect(seen.up! * 1000).toBeLessThanOrEqual(Date.now() - began + 1000);
      expect([none, told?.split(' ')]).toEqual(['', seen.pids.map(String)]);
      expect(send(instruct(context, app, 'stop', 'r2')).facts).toMatchObject({ pids_before: told, pids_after: '' });
      expect(see()).toMatchObject({ state: 'down', up: null, pids: [] });
    },
  );

  tried.each(['start', 'stop'] as const)(`${name}: a %s that was killed midway is gone on with`, async (operation) => {
    const made = await bench.host();
    const { app, context, key, root, send } = made;
    if (operation === 'stop') send(instruct(context, app, 'start', 'before'));
    const at = `${root}/at-it`;
    const instruction = instruct(context, bench.interrupted(made, operation, at), operation, 'r1');
    const child = made.sendAside(instruction);
    await until(() => existsSync(at));
    await made.killSession(child.pid!);
    await child.ended;
    const again = send(instruction);
    expect(again).toMatchObject({ status: 0, facts: { again: 'yes', after: operation === 'start' ? '1' : '0' } });
    expect(running(key)).toHaveLength(operation === 'start' ? 1 : 0);
  });

  tried(`${name}: processes of other applications are neither counted nor ended`, async () => {
    const made = await bench.host();
    const { app, context, key, root, send } = made;
    const neighbour = bench.neighbour?.(made);
    const beside = neighbour?.();
    if (neighbour) expect(beside).toMatch(/^[1-9]\d*$/);
    send(instruct(context, app, 'start', 'r1'));
    // Of a longer name, as tomcat-server10 beside tomcat-server1.
    const other = spawn('/bin/sh', ['-c', 'read -r never <>"$1"', `${key}0`, `${root}/never`], { stdio: 'ignore' });
    onTestFinished(() => void other.kill('SIGKILL'));
    expect(send(instruct(context, app, 'stop', 'r2')).facts).toMatchObject({ before: '1', after: '0' });
    expect(spawnSync('kill', ['-s', '0', String(other.pid)]).status).toBe(0);
    expect(running(`${key}0`)).toEqual([String(other.pid)]);
    expect(neighbour?.()).toBe(beside);
  });

  tried(`${name}: a stop that hangs is given up at its deadline, and the application ended all the same`, async () => {
    const made = await bench.host();
    const { app, context, key, send } = made;
    const settings = { ...context.settings, stop: 0.2 };
    send(instruct(context, app, 'start', 'r1'));
    expect(send(instruct({ ...context, settings }, bench.hanging(made), 'stop', 'r2'))).toMatchObject({
      status: 0,
      facts: { before: '1', after: '0', ...(bench.endedBy && { ended_by: bench.endedBy }) },
    });
    expect(running(key)).toEqual([]);
  });

  tried(
    `${name}: an application without what starts it is refused before anything is done, and the doctor says so`,
    async () => {
      const made = await bench.host();
      const { app, context, key, send } = made;
      send(instruct(context, app, 'start', 'r1'));
      const without = bench.unfit(made);
      const started = running(key);
      const refused = send(instruct(context, without, 'restart', 'r2')).facts;
      expect(Object.keys(errorCodes)).toContain(refused.trouble);
      expect(running(key)).toEqual(started);
      const seen = (of: App) =>
        serviceTypes[kind].finding(send(doctorStep.instruct({ ...context, app: of })).facts, of);
      expect(seen(app)).toMatchObject({ state: 'ok', advice: null });
      expect(seen(without)).toMatchObject({ state: 'failed', advice: expect.any(String) });
      // What it cannot do is said of what is there.
      expect(seen(without).advice).not.toContain('ExecReload');
    },
  );
}
