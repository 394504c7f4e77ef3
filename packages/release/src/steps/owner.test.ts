import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { ownerFound } from '../findings/owner.js';
import { driftFound } from '../findings/drift.js';
import type { App } from '../model/app.js';
import { partDirectory } from '../model/paths.js';
import type { Step, StepContext } from '../model/step.js';
import { login, ownedHost, owner, ownership, ownersLack } from '../testing/ownedHost.js';
import { hostsOfEachTest, until } from '../testing/hosts.js';
import { payloadOf } from '../testing/payload.js';
import { config, fillWith, first, linesOfFiles, liveOn, nextConfig, second } from '../testing/releasePatch.js';
import { activateStep } from './activate.js';
import { discardStep } from './discard.js';
import { doctorStep } from './doctor.js';
import { driftStep } from './drift.js';
import { inspectStep } from './inspect.js';
import { previewStep } from './preview.js';
import { revertStep } from './revert.js';
import { sealExactlyStep, sealStep } from './seal.js';
import { verifyTargetStep } from './verifyTarget.js';

const { host } = hostsOfEachTest();
const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});
const left = ownersLack === '' ? '' : ` (left out: ${ownersLack})`;
const withOwners = test.skipIf(ownersLack !== '');

type Made = ReturnType<typeof ownedHost>;

/** Another release of a host, of these files. */
const releaseOf = ({ context }: Made, number: number, files: typeof first, conf: typeof config): StepContext => {
  const stamp = `2026112${number}_000000`;
  const named = (path: string): string => path.replace(/\d{8}_\d{6}$/, stamp);
  return {
    ...context,
    fence: number,
    requestId: `request-${number}`,
    stamp,
    paths: { ...context.paths, program: named(context.paths.program), config: named(context.paths.config!) },
    payload: payloadOf(1, Object.keys({ ...files, ...conf }).length, linesOfFiles(files), linesOfFiles(conf)),
  };
};

/** Brings it as a transfer of the user who logs in does, and switches to it. */
function bring({ send }: Made, release: StepContext, files: typeof first, conf: typeof config): StepContext {
  const { facts } = send(inspectStep.instruct(release));
  expect(facts.trouble).toBeUndefined();
  fillWith(partDirectory(release.paths.program), files);
  fillWith(partDirectory(release.paths.config!), conf);
  const context = { ...release, facts };
  expect(send(sealStep.instruct(context)).facts).toMatchObject({ sealed: 'yes', mismatch: 'no' });
  expect(send(activateStep.instruct(context)).facts).toMatchObject({ switched: 'yes' });
  return context;
}

const found = ({ send }: Made, context: StepContext, step: Step = doctorStep) => send(step.instruct(context)).facts;

async function allowed(extra: Partial<App> = {}): Promise<Made> {
  const made = ownedHost(host('separate', extra));
  ends.push(made.endSudo);
  await made.allow(found(made, made.context).owner_rule!);
  return made;
}

const given = `${owner.user}:${owner.group}`;
const own = `${login}:${login}`;
const everything = ({ paths: { program, config: conf } }: StepContext): string[] => [
  program,
  conf!,
  join(program, 'a'),
  join(conf!, 'app.conf'),
];

const asGiven = [`${given} 750`, `${given} 750`, `${given} 640`, `${given} 640`];

withOwners(`a login that is not the owner gives a release away, and goes on with it${left}`, async () => {
  const made = await allowed();
  const { app, send } = made;
  expect(ownerFound(found(made, made.context), app)).toMatchObject([{ state: 'ok' }]);
  const one = bring(made, releaseOf(made, 1, first, config), first, config);
  expect(ownership(...everything(one))).toEqual(asGiven);
  expect(driftFound(found(made, made.context, driftStep))).toMatchObject({ state: 'exact' });
  const above = join(made.root, 'www');
  chmodSync(above, 0o750);
  expect(ownerFound(found(made, made.context), app)).toMatchObject([
    { state: 'failed', message: expect.stringContaining(`www-data may not pass through ${above},`) },
  ]);
  chmodSync(above, 0o755);
  // Whose a file is says nothing of what it holds.
  spawnSync('chown', ['root:root', join(one.paths.program, 'a')]);
  expect(driftFound(found(made, made.context, driftStep))).toMatchObject({ state: 'exact' });
  const two = bring(made, releaseOf(made, 2, second, nextConfig), second, nextConfig);
  expect(send(revertStep.instruct(two)).facts).toMatchObject({ program_now: one.paths.program });
  writeFileSync(join(two.paths.program, 'of-the-application'), '');
  spawnSync('chown', [given, join(two.paths.program, 'of-the-application')]);
  expect(found(made, two, discardStep)).toMatchObject({ discarded: 'yes' });
  expect([two.paths.program, two.paths.config!].some((path) => existsSync(path))).toBe(false);
  expect(ownership(...everything(one).slice(0, 2))).toEqual(asGiven.slice(0, 2));
});

withOwners(`setuid that was named is there after the files were given away${left}`, async () => {
  const made = await allowed();
  const release = releaseOf(made, 1, first, config);
  const one = bring(made, { ...release, payload: { ...release.payload!, privileges: '4750 a' } }, first, config);
  expect(ownership(join(one.paths.program, 'a'))).toEqual([`${given} 4750`]);
});

withOwners(`what is made of a live release of the owner is given away as well${left}`, async () => {
  const { send, two, before } = liveOn(await allowed());
  expect(send(inspectStep.instruct(two)).facts).toMatchObject({ sealed: 'yes', carry_method: 'difference' });
  expect(ownership(...everything(two))).toEqual(asGiven);
  expect(ownership(before.program)).toEqual([`${given} 750`]);
});

withOwners(`what is no longer kept goes, whoever owns it, and what cannot go is counted${left}`, async () => {
  const made = await allowed();
  const [one, two] = [1, 2].map((number) => bring(made, releaseOf(made, number, first, config), first, config));
  const expired = [one!.paths.program, one!.paths.config!];
  const three = { ...releaseOf(made, 3, first, config), expired };
  const ownerless = { ...three, app: { ...made.app, owner: undefined } as App };
  expect(made.send(inspectStep.instruct({ ...ownerless, payload: null })).facts).toMatchObject({
    pruned: '0',
    unpruned: '2',
    unpruned_at: one!.paths.config,
  });
  const { pruned, unpruned } = found(made, three, inspectStep);
  expect([pruned, unpruned]).toEqual(['2', undefined]);
  await until(() => [...expired, ...expired.map(partDirectory)].every((path) => !existsSync(path)));
  expect(ownership(...everything(two!))).toEqual(asGiven);
});

withOwners(`what was given away and is not what was sent is brought anew${left}`, async () => {
  const made = await allowed();
  const one = releaseOf(made, 1, first, config);
  const facts = found(made, one, inspectStep);
  fillWith(partDirectory(one.paths.program), { ...first, b: 'X' });
  fillWith(partDirectory(one.paths.config!), config);
  expect(found(made, { ...one, facts }, sealStep)).toMatchObject({ mismatch: 'yes' });
  expect(ownership(partDirectory(one.paths.program))).toEqual([`${own} 755`]);
  fillWith(partDirectory(one.paths.program), first);
  fillWith(partDirectory(one.paths.config!), config);
  expect(found(made, { ...one, facts: { ...facts, mismatch: 'yes' } }, sealExactlyStep)).toMatchObject({
    sealed: 'yes',
  });
  expect(ownership(...everything(one))).toEqual(asGiven);
});

withOwners(`shared data is the owner's, and an older release is led to it${left}`, async () => {
  const made = await allowed({ shared: ['logs/', 'public/uploads/'] });
  const one = bring(made, releaseOf(made, 1, first, config), first, config);
  const root = `${made.app.programLink}.shared`;
  const kept = ['logs', 'public', 'public/uploads'].map((path) => join(root, path));
  expect(ownership(root, ...kept)).toEqual([`${own} 755`, ...kept.map(() => `${given} 750`)]);
  expect(ownership(join(one.paths.program, 'logs'))).toEqual([`${given} 777`]);
  // One more, below what belongs to the owner by now.
  const shared = [...made.app.shared!, 'public/more/', 'tmp/cache/'];
  const more = { ...made, app: { ...made.app, shared } };
  const again = { ...releaseOf(made, 2, second, nextConfig), app: more.app };
  bring(more, again, second, nextConfig);
  expect(ownership(join(root, 'public/more'), join(root, 'tmp'))).toEqual([`${given} 750`, `${given} 750`]);
  const target = { program: one.paths.program, config: one.paths.config! };
  const back = { ...again, requestId: 'request-3', payload: null, target };
  expect(found(made, back, verifyTargetStep)).toMatchObject({ target: 'ok' });
  expect(realpathSync(join(one.paths.program, 'tmp/cache'))).toBe(join(root, 'tmp/cache'));
  expect(ownership(join(one.paths.program, 'tmp'))).toEqual([`${given} 750`]);
});

withOwners(`what is missing for it is told with what cures it, before anything is made${left}`, async () => {
  const made = ownedHost(host('separate', { shared: ['logs/'] }));
  const stranger = ownedHost(host(), []);
  for (const one of [made, stranger]) ends.push(one.endSudo);
  const told = (one: Made, extra: Partial<App> = {}) => {
    const app = { ...one.app, ...extra };
    const context = { ...releaseOf(one, 1, first, config), app };
    for (const step of [previewStep, inspectStep])
      expect(found(one, context, step)).toMatchObject({ trouble: 'OWNER_UNFIT', detail_owner: given });
    expect(existsSync(partDirectory(context.paths.program))).toBe(false);
    return ownerFound(found(one, context), app)[0];
  };
  const { programLink, configLink } = made.app;
  const stamp = `${'[0-9]'.repeat(8)}_${'[0-9]'.repeat(6)}`;
  const chown = '/usr/bin/chown -hR www-data\\:www-data --';
  const rule =
    `${login} ALL=(root) NOPASSWD: ${chown} ${programLink}_${stamp}.part, ${chown} ${configLink}_${stamp}.part, ` +
    `${chown} ${programLink}.shared/.rexflow-new.server1, (www-data) NOPASSWD: /bin/sh, /usr/bin/sh`;
  expect(told(made)).toMatchObject({ state: 'failed', advice: expect.stringContaining(rule) });
  expect(told(made, { login: { address: '127.0.0.1' } })).toMatchObject({ advice: expect.stringContaining(rule) });
  await stranger.allow(found(stranger, stranger.context).owner_rule!);
  expect(told(stranger)).toMatchObject({ advice: expect.stringContaining(`usermod -aG www-data ${login}`) });
});
