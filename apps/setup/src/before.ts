import { existsSync, readdirSync, statfsSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname } from 'node:path';
import type { TlsFiles } from '#config';
import { setupText } from './language/setupText.js';
import type { Choices, SetupRecord } from './plan/record.js';
import { SetupError } from './plan/setupError.js';
import { requireWritable } from './steps/backupTimer.js';
import { packageRoot, type Places } from './steps/places.js';
import { requireUsable } from './steps/tls.js';

const megabyte = 2 ** 20;
/** Megabytes that private servers take at their start, and what is written otherwise. */
const needed = { private: 400, other: 50 };

const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const settle = (answer: boolean) => (): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', settle(true));
    socket.once('error', settle(false));
  });

const nearest = (path: string): string => (existsSync(path) ? path : nearest(dirname(path)));

function requireRoom(places: Places, choices: Choices): void {
  const path = nearest(places.state);
  const { bavail, bsize } = statfsSync(path);
  const free = Math.floor((bavail * bsize) / megabyte);
  const least = choices.redis === 'private' || choices.mysql === 'private' ? needed.private : needed.other;
  if (free < least) throw new SetupError(setupText('error.full', { path, free, needed: least }));
}

/** Looks at the place before anything is changed; throws what stands in the way, with what to do. */
export async function lookBefore(
  places: Places,
  choices: Choices,
  { record, tls, backup }: { record: SetupRecord | null; tls: TlsFiles | null; backup: string | null },
): Promise<void> {
  if (tls !== null) requireUsable(tls);
  if (backup !== null) requireWritable(places, backup);
  if (places.prefix === null && places.machine === '/') {
    const hidden = [packageRoot, process.execPath].find((path) => /^\/(home|root)\//.test(path));
    if (hidden !== undefined) throw new SetupError(setupText('error.home', { path: hidden }), setupText('advice.home'));
  }
  if (record === null) {
    const { prefix, config: path } = places;
    if (existsSync(path)) {
      throw new SetupError(setupText('error.foreignConfig', { path }), setupText('advice.foreignConfig', { path }));
    }
    if (prefix !== null && existsSync(prefix) && readdirSync(prefix).length > 0) {
      throw new SetupError(setupText('error.foreignPrefix', { dir: prefix }), setupText('advice.foreignPrefix'));
    }
    requireRoom(places, choices);
  }
  if (!record?.finished('config') && (await listens(choices.port))) {
    throw new SetupError(setupText('error.port', { port: choices.port }), setupText('advice.port'));
  }
}
