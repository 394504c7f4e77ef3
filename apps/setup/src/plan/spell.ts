import type { SetupAction } from './action.js';

const octal = (mode: number): string => mode.toString(8);
const owned = (action: { owner: { user: string; group: string } | null }): string =>
  action.owner === null ? '' : ` -o ${action.owner.user} -g ${action.owner.group}`;

/** A word as one types it. */
const typed = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

/** Words of a command as one types them. */
export const spellWords = (words: readonly string[]): string => words.map(typed).join(' ');

/** An action as the command that would do it, without the secrets it writes. */
export function spellAction(action: SetupAction): string {
  switch (action.kind) {
    case 'directory':
      return `install -d -m ${octal(action.mode)}${owned(action)} ${typed(action.path)}`;
    case 'file':
      return `install -m ${octal(action.mode)}${owned(action)} ${typed(action.from ?? '/dev/stdin')} ${typed(action.path)}`;
    case 'block':
      return `cat >> ${typed(action.path)} <<EOF\n${action.shown}EOF`;
    case 'command':
      return action.shown ?? spellWords(action.words);
    case 'task':
      return action.shown;
  }
}
