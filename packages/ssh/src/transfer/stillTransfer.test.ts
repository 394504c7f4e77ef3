import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSsh } from '../createSsh.js';
import { isAlive, startTestSshd, testOptions, type TestSshd, until } from '../sshd.fixture.js';
import { write } from './tree.fixture.js';

const area = mkdtempSync(join(tmpdir(), 'rexflow-still-'));
afterAll(() => rmSync(area, { recursive: true, force: true }));

describe.each([
  ['rsync', '127.0.0.37'],
  ['tar', '127.0.0.38'],
] as const)('by %s', (method, address) => {
  let sshd: TestSshd;
  beforeAll(async () => {
    const bare = join(area, 'bin');
    mkdirSync(bare, { recursive: true });
    for (const name of ['tar', 'dd', 'mkdir', 'rm', 'sh', 'sleep'])
      if (!existsSync(join(bare, name))) symlinkSync(`/bin/${name}`, join(bare, name));
    sshd = await startTestSshd(address, method === 'tar' ? [`SetEnv SHLVL=1 PATH=${bare}`] : []);
  });
  afterAll(() => sshd.stop());

  test.each(['push', 'pull'] as const)(
    '%s from which no byte moves is broken off, and nothing of it goes on',
    async (direction) => {
      const from = join(area, `${method}-${direction}`);
      const marker = `${from}.held`;
      const to = `${from}.to`;
      write(join(from, 'a.txt'), 'a');
      const ssh = createSsh(testOptions());
      try {
        const carrying = ssh.transfer(sshd.target, {
          direction,
          local: direction === 'push' ? from : to,
          remote: direction === 'push' ? to : from,
          guard: `echo $$ >'${marker}'; exec sleep 600`,
          deadlineMs: 600_000,
          standstill: { afterMs: 400 },
        });
        await expect(carrying).rejects.toMatchObject({
          code: 'CONNECTION_LOST',
          kind: 'broken',
          details: { host: sshd.target.label, reason: expect.stringMatching(/^no byte moved for \d+ s/) as string },
        });
        if (existsSync(marker)) await until(() => !isAlive(Number(readFileSync(marker, 'utf8'))));
      } finally {
        await ssh.close();
      }
    },
  );
});
