import { join } from 'node:path';
import { installServers, readPrivateServers, startPrivateServers } from '#provision';
import type { CleanupStack } from '../installation/cleanupStack.js';

/**
 * Starts the private servers that `rexflow setup` described in a directory, when it did; each promise resolves when one has ended, with
 * the reason.
 */
export async function setUpServers(
  home: string,
  cleanups: CleanupStack,
  tell: (line: string) => void,
): Promise<Promise<string>[]> {
  const described = readPrivateServers(home);
  if (described === null) return [];
  const programs = [
    ...(described.redis === null ? [] : (['redis-server'] as const)),
    ...(described.mariadb === null ? [] : (['mariadbd', 'mariadb-install-db'] as const)),
    ...(['ssh-keygen', 'rsync'] as const),
  ];
  await installServers({ home: join(home, '../programs'), log: tell }, programs);
  const ended: Promise<string>[] = [];
  await startPrivateServers(home, described, (server) => {
    cleanups.add(server.name, server.stop);
    ended.push(server.ended.then((reason) => `the private ${server.name} ${reason}`));
    tell(`private ${server.name} on 127.0.0.1:${server.port}`);
  });
  return ended;
}
