import { readFileSync } from 'node:fs';

/** A script file. Its first lines tell shellcheck and readers what it is; no line that is a comment is sent to a host. */
export interface ScriptFile {
  /** Names of the variables that have to be set in front of it, from the lines `# args: …`. */
  args: readonly string[];
  /** Names of the files it needs in front of it, from the line `# lib: …`. */
  lib: readonly string[];
  body: string;
}

const wordsOf = (text: string, label: string): string[] =>
  [...text.matchAll(new RegExp(`^# ${label}: (.*)$`, 'gm'))].flatMap(([, words]) => words!.split(' '));

/** The script of a text: a line that begins with `#` is a comment wherever it stands, so no string may hold one. */
export function scriptFile(text: string): ScriptFile {
  return { args: wordsOf(text, 'args'), lib: wordsOf(text, 'lib'), body: text.replaceAll(/^[ \t]*(#.*)?\n/gm, '') };
}

/**
 * Reads a script that lies beside a module: `loadScript('run.sh', import.meta.url)`. Called while modules are imported, so a file
 * that is missing in a build fails the start of a process, not a release. No other function of the pure packages reads a file.
 */
export function loadScript(path: string, module: string): ScriptFile {
  return scriptFile(readFileSync(new URL(path, module), 'utf8'));
}
