import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { StepContext } from '../model/step.js';
import { payloadOf } from '../testing/payload.js';
import { calls, hostsOfEachTest } from '../testing/hosts.js';
import { onceHooksStep } from '../hooks/hookSteps.js';
import type { Hook } from '../model/hook.js';
import { activateStep } from './activate.js';
import { inspectStep } from './inspect.js';
import { lookStep } from './look.js';
import { revertStep } from './revert.js';
import { verifyTargetStep } from './verifyTarget.js';
import { serviceStep } from './service.js';
import { serviceRequest } from '../testing/requests.js';

const { host } = hostsOfEachTest();
const mounted: string[] = [];
// Before the host goes, which would not let its directory be removed.
afterEach(() => {
  for (const dir of mounted.splice(0)) execFileSync('umount', ['-l', dir]);
});

function mount(dir: string): string | null {
  const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m,nr_inodes=80', 'tmpfs', dir], {
    encoding: 'utf8',
  });
  return status === 0 ? null : stderr.trim();
}

function cannotMount(): string | null {
  const dir = mkdtempSync(join(tmpdir(), 'rexflow-mount-'));
  const reason = mount(dir);
  if (reason === null) execFileSync('umount', [dir]);
  rmSync(dir, { recursive: true });
  return reason;
}

const reason = cannotMount();
if (reason !== null) process.stderr.write(`full file systems are not tested here, none can be mounted: ${reason}\n`);

type Full = 'bytes' | 'inodes';

/** The commands that fill a directory's file system; what else is written there meanwhile fails or takes the rest. */
const filling = (dir: string, what: Full): string =>
  what === 'bytes'
    ? `head -c 8m /dev/zero >${dir}/filler 2>/dev/null`
    : `i=0; while [ $i -lt 200 ]; do : >${dir}/filler-$i || break; i=$((i + 1)); done 2>/dev/null`;

const fill = (dir: string, what: Full): void => {
  spawnSync('bash', ['-c', filling(dir, what)]);
  const { bavail, ffree } = statfsSync(dir);
  expect(what === 'bytes' ? bavail : ffree).toBe(0);
};

/** A host of a small disk that runs release A, has release B beside it, and is armed for it. */
function armed(links: 'shared' | 'plain') {
  const made = host();
  const { app, directory, liveAt, send } = made;
  const www = join(made.root, 'www');
  mkdirSync(www);
  mount(www);
  mounted.push(www);
  const settings = { ...made.context.settings, plainLinks: links === 'plain' ? [app.appKey] : [], start: 1 };
  const before = {
    program: directory(`${app.programLink}_20260101_000000`, 'A'),
    config: directory(`${app.configLink}_20260101_000000`, 'A'),
  };
  liveAt(app.programLink, before.program);
  liveAt(app.configLink, before.config);
  spawnSync(app.init, ['start']);
  const target = { program: directory(`${app.programLink}_B`, 'B'), config: directory(`${app.configLink}_B`, 'B') };
  const bare: StepContext = { ...made.context, settings, target };
  const facts = send(inspectStep.instruct(bare)).facts;
  const context = { ...bare, facts };
  expect(send(verifyTargetStep.instruct(context)).facts.target).toBe('ok');
  /** The application, whose init script does a line at each call of a verb, before what it does. */
  const withInit = (verb: string, line: string): StepContext => {
    const init = join(made.root, 'other-init');
    writeFileSync(init, `#!/bin/bash\n[ "$1" != ${verb} ] || { ${line}; }\nexec ${app.init} "$1"\n`, { mode: 0o755 });
    return { ...context, app: { ...app, init } };
  };
  return { ...made, context, before, target, www, withInit, pid: () => readFileSync(join(made.root, 'pid'), 'utf8') };
}

const each = (['bytes', 'inodes'] as const).flatMap((what) =>
  (['shared', 'plain'] as const).map((links) => [what, links] as const),
);

test.skipIf(reason !== null).each(each)(
  'no %s from the beginning (%s links): refused by name, and nothing is touched',
  (what, links) => {
    const { www, context, send, root, before, app, pid } = armed(links);
    const served = pid();
    fill(www, what);
    const seen = send(activateStep.instruct(context)).facts;
    expect(seen).toMatchObject({ trouble: 'DISK_FULL', [what === 'bytes' ? 'detail_free' : 'detail_inodes']: '0' });
    const back = send(revertStep.instruct(context));
    expect(back).toMatchObject({ status: 0, facts: { untouched: 'yes', program_now: before.program, processes: '1' } });
    expect([realpathSync(app.programLink), pid(), calls(root)]).toEqual([before.program, served, ['start']]);
  },
);

test.skipIf(reason !== null).each(each)(
  'no %s left since the stop (%s links): what was done is done',
  (what, links) => {
    const { www, send, target, app, withInit } = armed(links);
    const context = withInit('stop', filling(www, what));
    const seen = send(activateStep.instruct(context));
    expect(seen.facts.trouble).toBeUndefined();
    expect(seen).toMatchObject({
      status: 0,
      facts: { program_now: target.program, config_now: target.config, processes: '1' },
    });
    expect(seen.facts.unnoted).toBeUndefined();
    expect(realpathSync(app.programLink)).toBe(target.program);
    // Sent again, since its answer was lost, it finds its marks.
    const again = send(activateStep.instruct(context));
    expect(again).toMatchObject({ status: 0, facts: { program_now: target.program, processes: '1' } });
    expect(again.facts.stopping).toBe(seen.facts.stopping === undefined ? undefined : again.facts.stopping);
  },
);

test.skipIf(reason !== null).each(each)(
  'no %s left since the stop (%s links), and it does not start: the way back is there',
  (what, links) => {
    const made = armed(links);
    const { www, send, before, app, root } = made;
    const context = made.withInit('stop', filling(www, what));
    const init = context.app.init;
    const text = readFileSync(init, 'utf8');
    const exits = `[ "$1" = start ] && [ "$(cat ${app.programLink}/VERSION)" = B ] && exit 1\n`;
    writeFileSync(init, text.replace('exec ', `${exits}exec `));
    expect(send(activateStep.instruct(context)).facts.trouble).toBe('START_FAILED');
    const back = send(revertStep.instruct(context));
    expect(back).toMatchObject({
      status: 0,
      facts: { program_now: before.program, config_now: before.config, processes: '1' },
    });
    expect(back.facts.untouched).toBeUndefined();
    expect(calls(root)).toEqual(['start', 'stop', 'start']);
    expect(send(lookStep.instruct(context)).facts).toMatchObject({ look_home: 'yes', look_processes: '1' });
    expect(existsSync(join(www, 'html.rexflow.back'))).toBe(false);
  },
);

/** A hook that takes all there is left, and then does a line. */
const greedy = (www: string, what: Full, line: string, more: Partial<Hook> = {}): Hook => ({
  ...{ name: 'greedy', when: 'after-switch', run: 'each', seconds: 20, onFailure: 'fail' },
  command: `(${filling(www, what)}); ${line}`,
  ...more,
});

test.skipIf(reason !== null).each(['bytes', 'inodes'] as const)(
  'a hook that takes all %s before any host is switched ran once, and the host runs what it did',
  (what) => {
    const made = armed('shared');
    const { www, send, before, root } = made;
    const hook = greedy(www, what, 'echo ran; exit 4', { when: 'before-switch', run: 'once' });
    const app = { ...made.app, hooks: [hook] };
    const context = { ...made.context, app, together: [app] };
    const failed = { trouble: 'HOOK_FAILED', detail_status: '4' };
    const { facts } = send(onceHooksStep.instruct(context));
    expect(facts).toMatchObject({ ...failed, hook_said: 'ran' });
    // It noted down that it ended: sent again, it says so, and runs nothing.
    expect(statfsSync(www)[what === 'bytes' ? 'bavail' : 'ffree']).toBe(0);
    const again = send(onceHooksStep.instruct(context)).facts;
    expect(again).toMatchObject(failed);
    expect([again.recalled, again.hook_said].filter((said) => said !== undefined)).not.toContain('ran');
    const back = send(revertStep.instruct(context));
    expect(back).toMatchObject({ status: 0, facts: { untouched: 'yes', program_now: before.program, processes: '1' } });
    expect(calls(root)).toEqual(['start']);
  },
);

test.skipIf(reason !== null).each(['bytes', 'inodes'] as const)(
  'a hook that takes all %s while nothing runs: where it ends well the new release runs, where not the one before',
  (what) => {
    const made = armed('shared');
    const { www, send, before, target, root } = made;
    const withHook = (line: string): StepContext => {
      const app = { ...made.app, hooks: [greedy(www, what, line)] };
      return { ...made.context, app, together: [app] };
    };
    const well = withHook('true');
    expect(send(activateStep.instruct(well))).toMatchObject({
      status: 0,
      facts: { program_now: target.program, processes: '1' },
    });
    // There is no room any more for the way back: the application runs on.
    const served = made.pid();
    expect(send(revertStep.instruct(well)).facts.trouble).toBe(what === 'inodes' ? 'DISK_FULL' : undefined);
    if (what === 'inodes') expect([made.pid(), realpathSync(well.app.programLink)]).toEqual([served, target.program]);
    spawnSync('sh', ['-c', `rm -f ${www}/filler*`]);
    const later = { ...well, fence: 2, requestId: 'later' };
    expect(send(revertStep.instruct(later))).toMatchObject({ status: 0, facts: { program_now: before.program } });
    const badly = { ...withHook('exit 1'), fence: 3, requestId: 'again' };
    expect(send(activateStep.instruct(badly)).facts.trouble).toBe('HOOK_FAILED');
    expect(send(revertStep.instruct(badly))).toMatchObject({
      status: 0,
      facts: { program_now: before.program, processes: '1' },
    });
    expect(calls(root).at(-1)).toBe('start');
  },
);

test.skipIf(reason !== null)('a restart on a full disk is refused before it stops anything, or done', () => {
  const { www, context, send, root } = armed('shared');
  const asked = { ...context, requestId: 'restart', request: serviceRequest('restart') };
  fill(www, 'bytes');
  expect(send(serviceStep.instruct(asked))).toMatchObject({ facts: { trouble: 'DISK_FULL' } });
  expect(calls(root)).toEqual(['start']);
  rmSync(join(www, 'filler'));
  expect(send(serviceStep.instruct({ ...asked, requestId: 'again' }))).toMatchObject({
    status: 0,
    facts: { after: '1' },
  });
});

test.skipIf(reason !== null)('inodes are counted before a release is carried', () => {
  const { www, context, send } = armed('shared');
  const payload = payloadOf(10, 100);
  const seen = send(inspectStep.instruct({ ...context, requestId: 'carried', payload }));
  expect(seen.facts).toMatchObject({ trouble: 'DISK_FULL', detail_inodes_needed: '164' });
  expect(Number(seen.facts.detail_inodes)).toBeLessThanOrEqual(statfsSync(www).ffree + 10);
});
