import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { ownBuild, spellBuild, type TlsFiles } from '#config';
import { setupText } from '../language/setupText.js';
import type { Made } from './action.js';
import { writeWhole } from './files.js';
import { SetupError } from './setupError.js';

/** What was chosen for an installation, once and for all its later setups. Holds no secret. */
export interface Choices {
  port: number;
  sshUser: string;
  sshPort: number;
  environment: string;
  database: string;
  administrator: string;
  /** `private`, `local` (the machine's own), or `given`. */
  redis: ServerFrom;
  mysql: ServerFrom;
  redisPort: number;
  mysqlHost: string;
  mysqlPort: number;
  mysqlUser: string;
}

export type ServerFrom = 'private' | 'local' | 'given';

/** A backup every night. */
export interface NightlyBackup {
  dir: string;
  /** Hours and minutes. */
  at: string;
}

interface Contents {
  build: string;
  choices: Choices;
  /** Steps that are finished, and the one that was begun last. */
  steps: string[];
  begun: string | null;
  made: Made[];
  /** Asked for at any setup, not only at the first. */
  backup?: NightlyBackup;
  /** Its timer is to be switched on; absent once it was, for it may be switched off since. */
  switchOn?: true;
  /** Where the certificate lies that is to be copied; absent once it was. */
  tls?: TlsFiles;
}

/** What a setup did so far, as a file beside the configuration. Written before each thing is done: what is not in it is not ours. */
export interface SetupRecord {
  path: string;
  choices: Choices;
  made: readonly Made[];
  backup: NightlyBackup | null;
  /** Whether a backup was asked for, and its timer not switched on since. */
  switchOn: boolean;
  tls: TlsFiles | null;
  finished: (step: string) => boolean;
  /** Whether an earlier run began the step and did not finish it. */
  wasBegun: (step: string) => boolean;
  begin: (step: string, makes: readonly Made[]) => void;
  /** Also of a step that is so already: what was asked of it is not asked again. */
  finish: (step: string) => void;
  /** What is asked for besides, kept with the next step that is begun. */
  ask: (asked: { backup: NightlyBackup | null; switchOn: boolean; tls: TlsFiles | null }) => void;
  /** Forgets something that is gone; the record itself goes with the last of it. */
  forget: (made: Made) => void;
  remove: () => void;
}

const same = (one: Made, other: Made): boolean => one.kind === other.kind && one.name === other.name;

function open(path: string, contents: Contents): SetupRecord {
  const earlier = contents.begun;
  const isAsked = (step: string): boolean =>
    (step === 'tls' && contents.tls !== undefined) || (step === 'backup' && contents.switchOn === true);
  const save = (): void => {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeWhole(path, `${JSON.stringify(contents, null, 2)}\n`, { mode: 0o600 });
  };
  return {
    path,
    choices: contents.choices,
    get made() {
      return contents.made;
    },
    get backup() {
      return contents.backup ?? null;
    },
    get switchOn() {
      return contents.switchOn === true;
    },
    get tls() {
      return contents.tls ?? null;
    },
    ask: ({ backup, switchOn, tls }) => {
      if (backup !== null) contents.backup = backup;
      if (switchOn) contents.switchOn = true;
      if (tls !== null) contents.tls = tls;
    },
    finished: (step) => contents.steps.includes(step),
    wasBegun: (step) => earlier === step,
    begin: (step, makes) => {
      contents.begun = step;
      contents.build = spellBuild(ownBuild);
      contents.made.push(...makes.filter((made) => !contents.made.some((other) => same(made, other))));
      save();
    },
    finish: (step) => {
      if (contents.steps.includes(step) && contents.begun !== step && !isAsked(step)) return;
      if (contents.begun === step) contents.begun = null;
      if (step === 'tls') delete contents.tls;
      if (step === 'backup') delete contents.switchOn;
      if (!contents.steps.includes(step)) contents.steps.push(step);
      save();
    },
    forget: (made) => {
      contents.made = contents.made.filter((other) => !same(made, other));
      // What was taken back has to be done again.
      contents.steps = [];
      save();
    },
    remove: () => {
      for (const file of [path, `${path}.new`]) rmSync(file, { force: true });
    },
  };
}

/** The record at a path; null when nothing was set up there. Throws when it cannot be understood. */
export function readRecord(path: string): SetupRecord | null {
  if (!existsSync(path)) return null;
  let contents: Contents;
  try {
    contents = JSON.parse(readFileSync(path, 'utf8')) as Contents;
    if (!Array.isArray(contents.made) || !Array.isArray(contents.steps)) throw new Error(path);
  } catch (cause) {
    throw new SetupError(setupText('error.record', { path }), setupText('advice.record', { path }), { cause });
  }
  return open(path, contents);
}

/** A record that is written with its first step, into a directory that is made for it where there is none. */
export function newRecord(path: string, choices: Choices): SetupRecord {
  const dir = dirname(path);
  // One with nothing in it may be what a setup left that was killed before it had a record.
  const isEmpty = !existsSync(dir) || readdirSync(dir).every((name) => name.startsWith(basename(path)));
  const made: Made[] = isEmpty ? [{ kind: 'directory', name: dir, data: true }] : [];
  return open(path, { build: spellBuild(ownBuild), choices, steps: [], begun: null, made });
}
