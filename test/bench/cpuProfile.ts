import { readFileSync } from 'node:fs';

interface Profile {
  nodes: { id: number; callFrame: { functionName: string; url: string; lineNumber: number } }[];
  samples: number[];
  timeDeltas: number[];
  /** Microseconds of the clock that process.hrtime reads, too. */
  startTime: number;
}

/** A function and the milliseconds spent in it, without those it called. */
export interface Spent {
  name: string;
  ms: number;
}

const idle = '(idle)';

/** The functions of a .cpuprofile in which the time went between two moments of process.hrtime, most first. */
export function topFunctions(file: string, from: bigint, to: bigint): Spent[] {
  const { nodes, samples, timeDeltas, startTime } = JSON.parse(readFileSync(file, 'utf8')) as Profile;
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const spent = new Map<string, number>();
  let at = startTime;
  samples.forEach((id, index) => {
    at += timeDeltas[index]!;
    if (at < Number(from / 1000n) || at > Number(to / 1000n)) return;
    const { functionName, url, lineNumber } = frames.get(id)!;
    const where = url === '' ? '' : ` ${url.replace(/^.*\/(node_modules|dist)\//, '')}:${lineNumber + 1}`;
    const name = `${functionName === '' ? '(anonymous)' : functionName}${where}`;
    spent.set(name, (spent.get(name) ?? 0) + timeDeltas[index]! / 1000);
  });
  return [...spent]
    .filter(([name]) => name !== idle)
    .map(([name, ms]) => ({ name, ms }))
    .sort((a, b) => b.ms - a.ms);
}
