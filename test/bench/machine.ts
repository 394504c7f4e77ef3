import { readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';

/** What a run was measured on, and how busy that was with other things when it began. */
export function machine(): object {
  const system = /^PRETTY_NAME="?([^"\n]*)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? '';
  return {
    machine: cpus()[0]?.model ?? '',
    cores: cpus().length,
    memory: Math.round(totalmem() / 2 ** 30),
    system,
    kernel: release(),
    node: process.version,
    load: loadavg()[0],
  };
}
