import { afterEach, expect, test, vi } from 'vitest';
import { installServers } from './installServers.js';

afterEach(() => vi.unstubAllEnvs());

test('where there is no apt, the error says what is missing and how every package manager brings it', async () => {
  // Only the directories an administrator's PATH adds are searched then: apt-get, Redis and rsync lie in none of them.
  vi.stubEnv('PATH', '/nowhere');
  const failure = installServers({ home: '/nowhere', log: () => undefined });
  await expect(failure).rejects.toThrow(
    /redis-server, .*rsync not found, and this machine has no apt-get\. Install them:/,
  );
  for (const command of ['apt-get install -y', 'dnf install -y redis', 'apk add redis', 'brew install redis'])
    await expect(failure).rejects.toThrow(command);
});
