import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from '../../model/app.js';
import type { hostDirectory } from '../../testing/hostDirectory.js';
import type { ServiceHost } from './battery.js';

/**
 * A program that stays in the foreground, as who keeps programs running wants it, with the key of its host as a word. What the file `manner` holds
 * it does first: `start PATH` and `stop PATH` leave the file PATH, the second instead of ending, once; `hang` does not end when asked.
 */
export function managedProgram({ root, key }: Pick<ServiceHost, 'root' | 'key'>): string[] {
  const path = join(root, 'program');
  writeFileSync(
    path,
    [
      '#!/bin/sh',
      'manner= at=',
      `[ ! -f ${root}/manner ] || read -r manner at <${root}/manner`,
      '[ "$manner" != start ] || echo >"$at"',
      'on_term() {',
      '  manner=',
      `  [ ! -f ${root}/manner ] || read -r manner at <${root}/manner`,
      '  case $manner in',
      '    hang) ;;',
      `    stop) rm ${root}/manner; echo >"$at" ;;`,
      '    *) exit 0 ;;',
      '  esac',
      '}',
      'trap on_term TERM INT',
      `trap 'echo reloaded >>${root}/reloads' HUP`,
      'echo it began',
      `while :; do read -r never <>${root}/never; done`,
      '',
    ].join('\n'),
  );
  chmodSync(path, 0o755);
  return ['/bin/sh', path, key];
}

/** What it does at its next start or stop. */
export const setManner = ({ root }: Pick<ServiceHost, 'root'>, manner: string): void =>
  writeFileSync(join(root, 'manner'), `${manner}\n`);

/** How often it was told to load what is live. */
export const reloadsOf = ({ root }: Pick<ServiceHost, 'root'>): number => {
  try {
    return readFileSync(join(root, 'reloads'), 'utf8').split('\n').length - 1;
  } catch {
    return 0;
  }
};

/** The members of the bench that the program itself plays. */
export const managedBench = (unfit: (app: App) => App) => ({
  interrupted: (made: ServiceHost, operation: 'start' | 'stop', at: string): App => {
    setManner(made, `${operation} ${at}`);
    return made.app;
  },
  hanging: (made: ServiceHost): App => {
    setManner(made, 'hang');
    return made.app;
  },
  unfit: ({ app }: ServiceHost): App => unfit(app),
});

/** The same host, whose scripts find the programs of a directory before those of the machine. */
export const withPrograms = (
  made: ReturnType<typeof hostDirectory>,
  programs: string,
  app: Partial<App>,
): ServiceHost => ({
  ...made,
  app: { ...made.app, init: '', processKey: '', ...app },
  context: { ...made.context, app: { ...made.app, init: '', processKey: '', ...app } },
  send: (instruction, options = {}) => made.send(instruction, { programs, ...options }),
  sendAside: (instruction, options = {}) => made.sendAside(instruction, { programs, ...options }),
});
