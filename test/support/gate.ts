import { spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { endProcess } from '#provision';
import { changeInit } from './changeInit.js';
import type { Estate, Host } from './estate.js';

/** Something that holds a release at a known point until it is opened. */
export interface Gate {
  open(): Promise<void>;
}

/** Holds releases in stage: their local_pro_cmd does not end. For releases accepted from now on. */
export async function holdStage(estate: Estate): Promise<Gate> {
  const file = join(estate.dir, 'stage-is-held');
  writeFileSync(file, '');
  const command = `while [ -e '${file}' ]; do sleep 0.02; done`;
  await estate.sql.query("UPDATE pre_server_detail SET local_pro_cmd = ? WHERE local_name = 'server'", [command]);
  return {
    open: async () => {
      rmSync(file);
      await estate.sql.query("UPDATE pre_server_detail SET local_pro_cmd = ''");
    },
  };
}

/** Holds a host in prepare: somebody else has its lock. The host was released to before. */
export async function holdPrepare({ app }: Host): Promise<Gate> {
  const lock = join(app.dir, '.rexflow', app.name, 'lock');
  const child = spawn('sh', ['-c', 'exec 9>"$0"; flock 9; echo held; exec sleep 600', lock]);
  await new Promise((resolve) => child.stdout.once('data', resolve));
  return { open: () => endProcess(child.pid!) };
}

/** Holds a host in activation: its init script does not come back from `start`. */
export function holdStart(host: Host): Gate {
  const file = join(host.app.dir, 'start-is-held');
  writeFileSync(file, '');
  const putBack = changeInit(host, 'start) start ;;', `start) while [ -e '${file}' ]; do sleep 0.02; done; start ;;`);
  return {
    open: () => {
      rmSync(file);
      putBack();
      return Promise.resolve();
    },
  };
}
