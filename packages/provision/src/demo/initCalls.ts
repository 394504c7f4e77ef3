import { readFileSync } from 'node:fs';
import type { DemoApp } from './createDemoApp.js';

/** One call of an application's init script. */
export interface InitCall {
  /** Nanoseconds since 1970. */
  at: bigint;
  verb: string;
}

/** Every call of the application's init script so far, oldest first. */
export function initCalls(app: Pick<DemoApp, 'dir'>): InitCall[] {
  let lines: string[];
  try {
    lines = readFileSync(`${app.dir}/calls`, 'utf8').trimEnd().split('\n');
  } catch {
    return [];
  }
  return lines.map((line) => {
    const [at, verb] = line.split(' ');
    return { at: BigInt(at!), verb: verb ?? '' };
  });
}
