import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { partDirectory } from '../model/paths.js';
import { inspectStep } from '../steps/inspect.js';
import { sealStep } from '../steps/seal.js';
import type { TreePatch, StepContext } from '../model/step.js';
import { payloadOf } from './payload.js';
import type { hostDirectory } from './hostDirectory.js';

export type Files = Record<string, string>;

const sha = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A line for each file, as a list of digests has them. */
export const linesOfFiles = (files: Files): string =>
  Object.entries(files)
    .map(([path, text]) => `${sha(text)}  ${path}\n`)
    .sort()
    .join('');

export const fillWith = (dir: string, files: Files): void => {
  mkdirSync(dir, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text);
};

export const first: Files = { a: '1', b: '1', 'with blank': '1' };
export const config: Files = { 'app.conf': 'port 1' };
export const second: Files = { a: '1', b: '2', new: '2' };
export const nextConfig: Files = { 'app.conf': 'port 2' };

/**
 * A host on which a first release was sealed and is live, and what a second one that differs little is inspected with; `come` is
 * what comes of the program, whatever its list says.
 */
export function liveOn(made: ReturnType<typeof hostDirectory>, come: Files = { b: '2', new: '2' }) {
  const { app, context, root, send } = made;
  const count = Object.keys(first).length + Object.keys(config).length;
  const one: StepContext = { ...context, payload: payloadOf(1, count, linesOfFiles(first), linesOfFiles(config)) };
  send(inspectStep.instruct(one));
  fillWith(partDirectory(one.paths.program), first);
  fillWith(partDirectory(one.paths.config!), config);
  if (send(sealStep.instruct(one)).facts.sealed !== 'yes') throw new Error('the first release was not sealed');
  symlinkSync(one.paths.program, app.programLink);
  symlinkSync(one.paths.config!, app.configLink);

  const stamp = '20261124_111213';
  const named = (path: string): string => path.replace(context.stamp, stamp);
  const paths = { ...one.paths, program: named(one.paths.program), config: named(one.paths.config!) };
  const change = (gone: string[], told: Files, brought: Files, entries: number): TreePatch => {
    const from = join(root, `come-${sha(JSON.stringify(brought))}`);
    fillWith(from, brought);
    const tar = spawnSync('tar', ['-C', from, '-c', ...Object.keys(brought)]);
    return {
      gone: Buffer.from(gone.map((path) => `${path}\0`).join('')),
      come: tar.stdout,
      lines: linesOfFiles(told),
      entries,
    };
  };
  const patch = {
    program: one.paths.program,
    change: change(['b', 'with blank'], { b: '2', new: '2' }, come, 3),
    config: change(['app.conf'], nextConfig, nextConfig, 1),
  };
  const lists = [linesOfFiles(second), linesOfFiles(nextConfig)] as const;
  const payload = { ...payloadOf(1, 4, ...lists, one.payload!.program), patch };
  const two: StepContext = { ...one, fence: 2, requestId: 'request-2', stamp, paths, payload };
  return { ...made, before: one.paths, two };
}
