import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { partDirectory } from '../model/paths.js';
import { hostsOfEachTest } from '../testing/hosts.js';
import { payloadOf } from '../testing/payload.js';
import { config, fillWith, first, linesOfFiles } from '../testing/releasePatch.js';
import { inspectStep } from './inspect.js';
import { sealStep } from './seal.js';

const { host } = hostsOfEachTest();

/** A release that a host with restorecon seals, where SELinux is in this mode. */
function sealed(mode: string, status: string) {
  const made = host();
  const { context, root } = made;
  const programs = join(root, 'programs');
  mkdirSync(programs);
  for (const name of ['restorecon', 'getenforce'])
    copyFileSync(new URL('../testing/written-restorecon', import.meta.url), join(programs, name));
  writeFileSync(join(programs, 'mode'), `${mode}\n`);
  writeFileSync(join(programs, 'status'), status);
  const count = Object.keys({ ...first, ...config }).length;
  const one = { ...context, payload: payloadOf(1, count, linesOfFiles(first), linesOfFiles(config)) };
  made.send(inspectStep.instruct(one), { programs });
  const [program, conf] = [partDirectory(one.paths.program), partDirectory(one.paths.config!)];
  fillWith(program, first);
  fillWith(conf, config);
  const { facts } = made.send(sealStep.instruct(one), { programs });
  const labelled = join(programs, 'labelled');
  return {
    facts,
    expected: `-R -- ${program} ${conf}\n`,
    labelled: existsSync(labelled) ? readFileSync(labelled, 'utf8') : '',
  };
}

test('a release is given the labels of its place once, before it is sealed', () => {
  const { facts, labelled, expected } = sealed('Enforcing', '0');
  expect(labelled).toBe(expected);
  expect([facts.sealed, facts.unlabelled]).toEqual(['yes', undefined]);
});

test('where SELinux is not in use nothing is labelled, and a failure is told', () => {
  expect(sealed('Disabled', '0').labelled).toBe('');
  const { facts } = sealed('Permissive', '1');
  expect([facts.sealed, facts.unlabelled]).toEqual(['yes', 'yes']);
});
