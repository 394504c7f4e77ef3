import { readFileSync, writeFileSync } from 'node:fs';

const field = (pid: number, name: string): number => {
  const found = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(found![1]) / 1024;
};

/** Megabytes of memory a process has now. */
export const residentNow = (pid: number): number => field(pid, 'VmRSS');

/** The most it had since `forgetPeak`. */
export const residentPeak = (pid: number): number => field(pid, 'VmHWM');

/** Lets the kernel forget what the most was. */
export const forgetPeak = (pid: number): void => writeFileSync(`/proc/${pid}/clear_refs`, '5');

/** Milliseconds of CPU a process has used, its own and the kernel's for it. */
export function cpuMs(pid: number): number {
  const words = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return (Number(words[11]) + Number(words[12])) * 10;
}

/** Processes and threads the whole machine has started so far. */
export const startedSoFar = (): number => Number(/^processes (\d+)$/m.exec(readFileSync('/proc/stat', 'utf8'))![1]);
