import { execFile } from 'node:child_process';

/** Whether this sshd accepts an option beside a file of settings. */
export function understands(program: string, file: string, option: string): Promise<boolean> {
  return new Promise((resolve) => {
    execFile(program, ['-t', '-f', file, '-o', option], (error) => {
      resolve(error === null);
    });
  });
}
