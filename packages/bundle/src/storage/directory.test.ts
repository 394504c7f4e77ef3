import { join } from 'node:path';
import { directoryStorage } from './directory.js';
import { testStorage } from './testing/battery.js';
import { scratch } from '../scratch.js';

testStorage('directory', async () => {
  const home = join(await scratch(), 'home');
  return () => directoryStorage(home);
});
