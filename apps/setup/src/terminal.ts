import { createInterface } from 'node:readline/promises';
import pc from 'picocolors';
import { setupText } from './language/setupText.js';
import { spellAction } from './plan/spell.js';
import type { SetupStep } from './plan/action.js';

const colors = pc.createColors(process.stderr.isTTY && process.stderr.hasColors());

/** Says a line to people; stdout has nothing to say here but the password. */
export const tell = (line: string): void => void process.stderr.write(`${line}\n`);

/** Whether somebody can be asked. */
export const isAsked = (): boolean => process.stdin.isTTY && process.stderr.isTTY;

/** Whoever was asked left: nothing is begun. */
export class AskingStopped extends Error {}

/** Asks for a line; an empty answer is the one that is proposed. Throws AskingStopped at Ctrl-C and Ctrl-D. */
export async function ask(question: string, proposed = ''): Promise<string> {
  const line = createInterface({ input: process.stdin, output: process.stderr });
  // A question of readline that is left is never answered.
  const left = new Promise<never>((_, reject) => line.once('close', () => reject(new AskingStopped())));
  const hint = proposed === '' ? '' : ` (${proposed})`;
  const answer = await Promise.race([line.question(`${question}${hint}: `), left]);
  left.catch(() => undefined);
  line.close();
  return answer.trim() || proposed;
}

/** Asks for a yes. */
export const confirmed = async (question: string): Promise<boolean> =>
  /^(y|yes|是)$/i.test(await ask(`${question} ${setupText('ask.answers')}`));

/** Shows steps with the commands that would do them; those that are done already without. */
export function showSteps(steps: readonly { step: SetupStep; done: boolean }[]): void {
  tell(setupText('plan.head', { n: steps.length }));
  for (const [index, { step, done }] of steps.entries()) {
    const values = { place: `${index + 1}/${steps.length}`, title: step.title };
    tell(done ? setupText('plan.already', values) : colors.bold(setupText('plan.todo', values)));
    if (done) continue;
    for (const action of step.actions) tell(spellAction(action).replaceAll(/^/gm, '      '));
  }
}

/** Shows the first administrator's password between two lines. */
export function showPassword(name: string, password: string): void {
  const edge = colors.yellow('-'.repeat(60));
  const line = (id: 'end.user' | 'end.passwordName', value: string): string => `  ${setupText(id)}  ${value}`;
  tell(
    [
      '',
      edge,
      setupText('end.password'),
      '',
      line('end.user', name),
      line('end.passwordName', password),
      edge,
      '',
    ].join('\n'),
  );
}

/** The command line as it was typed, to be typed again: without the password of an address, for terminals are kept and shown. */
export const typedCommand = (name: string, args: readonly string[]): string =>
  ['rexflow', name, ...args].join(' ').replaceAll(/(:\/\/[^\s@/]*:)[^\s@]*@/g, '$1…@');
