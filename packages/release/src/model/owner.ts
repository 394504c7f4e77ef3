import { partDirectory, sharedRoot } from './paths.js';
import type { App } from './app.js';
import type { StepContext } from './step.js';

/** Whose the files of an app are on its host. */
export interface FileOwner {
  user: string;
  group: string;
  /** Octal: the permissions that nothing of a release has. */
  umask?: string;
}

/** `user:group`, as chown takes it. */
export const spellOwner = ({ user, group }: FileOwner): string => `${user}:${group}`;

/** What chmod takes away for the group and for all others. */
function modesOf({ umask = '' }: FileOwner): string {
  const letters = (digit: string): string => [...'rwx'].filter((_, index) => Number(digit) & (4 >> index)).join('');
  const clauses = [...'go'].map((who, index) => [who, letters(umask.at(index - 2) ?? '0')] as const);
  return clauses.flatMap(([who, taken]) => (taken === '' ? [] : `${who}-${taken}`)).join(',');
}

/** A word of a command in sudoers, where a letter of it may mean something. */
const inSudoers = (word: string): string => word.replaceAll(/[\s,:=\\*?[\]!#"]/g, (one) => `\\${one}`);

const digits = (many: number): string => '[0-9]'.repeat(many);
/** The stamp of any release, in a pattern that nothing else fits. */
const anyStamp = `${digits(8)}_${digits(6)}`;
const noStamp = '00000000_000000';

/** Where a login that is not the owner makes directories of shared data, before they get their names. */
const sharedPart = (app: App): string => `${sharedRoot(app)}/.rexflow-new.${app.appKey}`;

/** The places where files get their owner: of each an example, and how sudoers names all of its kind. */
function places({ app, paths, stamp }: StepContext, more: readonly string[]): { example: string; pattern: string }[] {
  const releases = [paths.program, paths.config ?? ''].filter((path) => path !== '');
  const shared = app.shared ? [sharedPart(app)] : [];
  return [
    ...releases.map((path) => {
      const beginning = path.slice(0, path.length - stamp.length);
      return {
        example: partDirectory(`${beginning}${noStamp}`),
        pattern: partDirectory(`${inSudoers(beginning)}${anyStamp}`),
      };
    }),
    ...[...shared, ...more].map((path) => ({ example: path, pattern: inSudoers(path) })),
  ];
}

/** The values that scripts have of whose the files of an app are: see lib/owner.sh. `more` are paths that get their owner beside those of releases. */
export function ownerValues(context: StepContext, more: readonly string[] = []): Record<string, string> {
  const { app, settings } = context;
  const { owner } = app;
  const of = owner ? places(context, more) : [];
  return {
    owner: owner ? spellOwner(owner) : settings.owner,
    owner_user: owner?.user ?? '',
    owner_group: owner?.group ?? '',
    owner_umask: owner?.umask ?? '022',
    owner_modes: owner ? modesOf(owner) : '',
    // A program that leaves its directory for another one is moved by whoever may write to it.
    owner_moves: app.layout === 'nested' && !(app.backupBeside && app.deployBeside) ? 'yes' : 'no',
    owner_become: app.login?.become ?? '',
    owner_examples: of.map(({ example }) => example).join('\n'),
    owner_patterns: of.map(({ pattern }) => pattern).join('\n'),
    owner_spelled: owner ? inSudoers(spellOwner(owner)) : '',
    shared_part: sharedPart(app),
  };
}
