import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { setupText } from '../language/setupText.js';
import type { SetupStep } from '../plan/action.js';
import { SetupError } from '../plan/setupError.js';
import { freshSecret } from './common.js';
import { rexflowFile, service, type Places } from './places.js';

/** Exit status of create-admin when there is a user of another name. */
const otherUser = 3;

/** Shows a password, once. */
export type ShowPassword = (name: string, password: string) => void;

const wordsOf = ({ prefix, config }: Places, ...words: string[]): string[] => [
  ...(prefix === null ? ['runuser', '-u', service.user, '--'] : []),
  ...['env', `REXFLOW_CONFIG=${config}`, process.execPath, rexflowFile, 'admin', ...words],
];

async function admin(words: string[], input: string): Promise<{ out: string; status: number | null }> {
  const child = spawn(words[0]!, words.slice(1), { stdio: ['pipe', 'pipe', 'pipe'] });
  const status = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  child.stdin.on('error', () => undefined).end(input);
  const [out, complaint, code] = await Promise.all([text(child.stdout), text(child.stderr), status]);
  if (code !== 0 && code !== otherUser) {
    throw new SetupError(
      setupText('error.command', { command: words.join(' '), reason: String(code), output: complaint.trim() }),
    );
  }
  return { out: out.trim(), status: code };
}

/**
 * The first administrator. The password is shown when it is made; when a run was killed before it could be, another is set, for
 * nobody has seen the first.
 */
export function administratorStep(
  places: Places,
  name: string,
  { wasBegun, show, note }: { wasBegun: () => boolean; show: ShowPassword; note: (line: string) => void },
): SetupStep {
  return {
    id: 'administrator',
    title: setupText('step.administrator', { name }),
    makes: [],
    actions: [
      {
        kind: 'task',
        shown: `REXFLOW_CONFIG=${places.config} rexflow admin create-admin ${name}`,
        run: async () => {
          const { out, status } = await admin(wordsOf(places, 'create-admin', name), '');
          if (status === otherUser) return note(setupText('note.otherUser', { name }));
          if (out !== '') return show(name, out);
          if (!wasBegun()) return note(setupText('note.sameUser', { name }));
          const password = freshSecret();
          await admin(wordsOf(places, 'set-password', name), password);
          show(name, password);
        },
      },
    ],
    done: async (recorded) => await Promise.resolve(recorded),
  };
}
