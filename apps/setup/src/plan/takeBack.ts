import { rmdirSync, rmSync } from 'node:fs';
import type { Made } from './action.js';
import { removeBlock } from './files.js';
import { entryOf } from './owner.js';
import { runCommand } from './runCommand.js';

/** Removes a directory that has nothing in it; one that has, or is gone, stays as it is. */
export function removeEmpty(path: string): void {
  try {
    rmdirSync(path);
  } catch (thrown) {
    if (!['ENOTEMPTY', 'ENOENT', 'EEXIST'].includes(String((thrown as NodeJS.ErrnoException).code))) throw thrown;
  }
}

/** Takes one thing back; what is gone already is no trouble. `systemd` tells whether it runs here. */
export async function takeBack({ kind, name }: Made, { systemd }: { systemd: boolean }): Promise<void> {
  switch (kind) {
    case 'directory':
      return removeEmpty(name);
    case 'tree':
      return rmSync(name, { recursive: true, force: true });
    case 'file':
      for (const path of [name, `${name}.new`, `${name}.fresh`]) rmSync(path, { force: true });
      if (name.includes('/systemd/system/') && systemd) await runCommand(['systemctl', 'daemon-reload']);
      return;
    case 'block':
      removeBlock(name);
      if (systemd) await runCommand(['systemctl', 'restart', 'redis-server']);
      return;
    case 'service':
      if (systemd) await runCommand(['systemctl', 'disable', '--now', name]);
      return;
    case 'user':
      if ((await entryOf('passwd', name)) !== null) await runCommand(['userdel', name]);
      return;
    case 'group':
      if ((await entryOf('group', name)) !== null) await runCommand(['groupdel', name]);
      return;
    case 'database': {
      const [database = '', account = ''] = name.split(' ');
      const [user, host] = account.split('@');
      await runCommand(
        ['mariadb'],
        `DROP DATABASE IF EXISTS \`${database}\`;\nDROP USER IF EXISTS '${user}'@'${host}';\n`,
      );
    }
  }
}
