import { InvalidArgumentError } from 'commander';
import { setupText } from './language/setupText.js';
import { backupDirectory, backupTime, userName, type SetupOptions } from './options.js';
import type { SetupRecord } from './plan/record.js';
import { SetupError } from './plan/setupError.js';
import { requireWritable, usualTime } from './steps/backupTimer.js';
import { machinePlaces } from './steps/places.js';
import { requireUsable } from './steps/tls.js';
import { ask, tell } from './terminal.js';

/** Asks until an answer can be understood; what is proposed can be. */
async function asked(question: string, proposed: string, understood: (text: string) => string): Promise<string> {
  for (;;) {
    const answer = await ask(question, proposed);
    try {
      return answer === proposed ? answer : understood(answer);
    } catch (thrown) {
      if (thrown instanceof SetupError) tell([thrown.message, thrown.advice].join('\n'));
      else if (thrown instanceof InvalidArgumentError) tell(thrown.message);
      else throw thrown;
    }
  }
}

const anything = (text: string): string => text;

async function certificate(options: SetupOptions): Promise<Partial<SetupOptions>> {
  if (options.tlsCert !== undefined || options.tlsKey !== undefined || options.tlsName !== undefined) return {};
  const tlsCert = await asked(setupText('ask.tlsCert'), '', anything);
  if (tlsCert === '') return {};
  const tlsKey = await asked(setupText('ask.tlsKey'), '', anything);
  // Now, and not after the other questions.
  requireUsable({ cert: tlsCert, key: tlsKey });
  return { tlsCert, tlsKey };
}

async function nightly(options: SetupOptions): Promise<Partial<SetupOptions>> {
  // Its timer is a unit of the machine.
  if (options.prefix !== undefined || options.backup !== undefined) return {};
  const backup = await asked(setupText('ask.backup'), '', (text) => {
    const dir = backupDirectory(text);
    requireWritable(machinePlaces(options.machine), dir);
    return dir;
  });
  if (backup === '') return {};
  return { backup, backupAt: options.backupAt ?? (await asked(setupText('ask.backupAt'), usualTime, backupTime)) };
}

/** Asks what a first setup cannot know and was not told. */
export async function askedOptions(options: SetupOptions, record: SetupRecord | null): Promise<SetupOptions> {
  if (record !== null) return options;
  const sshUser = options.sshUser ?? (await asked(setupText('ask.sshUser'), 'deploy', userName));
  return { ...options, sshUser, ...(await certificate(options)), ...(await nightly(options)) };
}
