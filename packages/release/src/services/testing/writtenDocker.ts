import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

export interface WrittenDocker {
  /** Where it keeps what it knows. */
  home: string;
  /** The directory with `docker`. */
  programs: string;
  /** Starts the project whose file lies in a directory. */
  up: (project: string, directory: string) => void;
  /** The directory of what it knows of the only container of a service. */
  container: (project: string, service: string) => string;
  /** Lets it no longer keep anything of these projects running. */
  end: (...projects: string[]) => void;
}

/** Lays the stand-in beside this file into a directory of its own. */
export function writtenDocker(home: string): WrittenDocker {
  const programs = join(home, 'bin');
  mkdirSync(join(home, 'containers'), { recursive: true });
  mkdirSync(programs);
  copyFileSync(new URL('written-docker', import.meta.url), join(programs, 'docker'));
  const compose = (project: string, words: readonly string[], cwd: string): void =>
    void spawnSync(join(programs, 'docker'), ['compose', '-p', project, ...words], { cwd, stdio: 'ignore' });
  return {
    home,
    programs,
    up: (project, directory) =>
      compose(project, ['-f', 'compose.yaml', 'up', '-d', '--build', '--quiet-pull'], directory),
    container: (project, service) => join(home, 'containers', `${project}-${service}-1`),
    end: (...projects) => {
      for (const project of projects) compose(project, ['kill', '-s', 'KILL'], home);
    },
  };
}

/** A file of compose: of each service its command, and more lines of it. */
export const composeFile = (services: Readonly<Record<string, readonly string[]>>): string =>
  [
    'services:',
    ...Object.entries(services).flatMap(([name, lines]) => [`  ${name}:`, ...lines.map((line) => `    ${line}`)]),
    '',
  ].join('\n');
