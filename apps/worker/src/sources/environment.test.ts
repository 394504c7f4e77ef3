import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { createSsh } from '#ssh';
import { startTestSshd, testOptions, type TestSshd } from '../../../../packages/ssh/src/sshd.fixture.js';
import { layFiles, testSourceType } from './testing/battery.js';

let sshd: TestSshd;
beforeAll(async () => {
  sshd = await startTestSshd('127.0.0.61');
});
afterAll(() => sshd?.stop());

testSourceType('environment', {
  gone: 'TRANSFER_FAILED',
  prepare: (bench, files) => {
    const live = layFiles(bench, 'other/program', files);
    const ssh = createSsh(testOptions());
    onTestFinished(() => ssh.close());
    const app = { ...bench.app, programLink: live, configLink: `${dirname(live)}/config` };
    Object.assign(bench.deps, {
      ssh,
      target: () => sshd.target,
      source: () => ({ group: () => Promise.resolve([app]) }),
    });
    return { source: { kind: 'environment', name: 'uat' }, remove: () => rmSync(live, { recursive: true }) };
  },
});
