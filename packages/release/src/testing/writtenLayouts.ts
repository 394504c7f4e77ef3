import { execFileSync } from 'node:child_process';

const written = (name: string): string => new URL(`written-layouts/${name}.sh`, import.meta.url).pathname;
const deployed = (name: string, ...args: string[]): void => {
  execFileSync('/bin/sh', [written(name), ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
};

/** A deploy: what of the files in a directory is kept for all releases, names with blanks between. */
export interface WrittenDeploy {
  root: string;
  /** Numbered from 1: the second deploy of a place is 2. */
  number: number;
  files: string;
  keptFiles: string;
  keptDirs: string;
}

const day = (number: number): string => `202603${String(number).padStart(2, '0')}100000`;

/** Deploys as each tool makes them, in scripts written from its sources; each gives the release directory. */
export const writtenLayouts = {
  capistrano: ({ root, number, files, keptFiles, keptDirs }: WrittenDeploy): string => {
    deployed('capistrano', root, day(number), files, keptFiles, keptDirs);
    return `${root}/releases/${day(number)}`;
  },
  deployer: ({ root, number, files, keptFiles, keptDirs }: WrittenDeploy): string => {
    deployed('deployer', root, files, keptFiles, keptDirs);
    return `${root}/releases/${number}`;
  },
  deployer6: ({ root, number, files, keptFiles, keptDirs }: WrittenDeploy): string => {
    deployed('deployer6', root, files, keptFiles, keptDirs);
    return `${root}/releases/${number}`;
  },
  ansistrano: ({ root, number, files, keptFiles, keptDirs }: WrittenDeploy): string => {
    deployed('ansistrano', root, `${day(number)}Z`, files, keptFiles, keptDirs);
    return `${root}/releases/${day(number)}Z`;
  },
  /** Its link is `current` in the root, its versions lie in `repos` there; it keeps nothing. */
  spug: ({ root, number, files }: WrittenDeploy): string => {
    deployed('spug', `${root}/current`, `${root}/repos`, `7_${day(number)}`, files, '5');
    return `${root}/repos/7_${day(number)}`;
  },
};
