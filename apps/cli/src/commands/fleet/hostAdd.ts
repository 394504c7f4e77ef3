import { ProblemError, type Client } from '#api/client';
import type { FleetEditedView, HostCheckView, HostKeysView, NextStepView, ProblemView } from '#api';
import { CliError } from '../../errors/cliError.js';
import { exits, type ExitStatus } from '../../errors/exits.js';
import type { CliContext } from '../../context/cliContext.js';
import { changeLines } from '../../fleet/changeLines.js';
import { askApproval, fingerprintIn, keyLines } from '../../fleet/hostKeys.js';
import { nextLines } from '../../output/findings.js';
import { printable } from '../../output/width.js';
import { examples, type AddCommand } from '../command.js';
import { checkLines } from './hostLooks.js';
import { hostOptions, settingsOfHost, type HostBody, type HostOptions } from './hostOptions.js';
import { problemAtTerminal } from '../../language/errorAtTerminal.js';
import { sentence } from '../../language/sentence.js';

interface AddOptions extends HostOptions {
  fingerprint?: string;
  yes?: boolean;
  look: boolean;
}

/** All that came of adding a host. */
interface Added extends FleetEditedView {
  keys: HostKeysView | null;
  approved: string | null;
  check: HostCheckView | null;
  /** Why its key was not approved, or it could not be looked at. */
  refused: ProblemView | null;
  next: NextStepView;
}

/** The fingerprint that whoever adds the host has compared; null where nobody has. */
async function comparedKey(context: CliContext, keys: HostKeysView, options: AddOptions): Promise<string | null> {
  if (options.fingerprint !== undefined) return fingerprintIn(options.fingerprint);
  if (keys.state !== 'unknown') return null;
  if (options.yes) {
    context.note(sentence('host.add.unapproved'));
    return null;
  }
  return process.stdin.isTTY && !context.json ? await askApproval(keys) : null;
}

/** Looks at a host that was added, and approves its key where somebody compared it. */
async function lookAtNew(context: CliContext, client: Client, name: string, options: AddOptions) {
  const path = { name };
  let keys = await client.call('scanHostKeys', { path, body: {} });
  context.lines(keyLines(keys, context.paint));
  const fingerprint = await comparedKey(context, keys, options);
  if (fingerprint !== null) {
    ({ keys } = await client.call('approveHostKey', { path, body: { fingerprint } }));
    context.say(`${context.paint.green('✓')} ${sentence('host.approved', { fingerprint })}`);
  }
  if (keys.state !== 'agrees') return { keys, approved: fingerprint, check: null, next: keys.next! };
  const check = await client.call('checkHost', { path, body: {} });
  context.lines(checkLines(check, context.paint));
  return { keys, approved: fingerprint, check, next: check.next };
}

/** host add */
export const hostAddCommand: AddCommand = (group, serve) => {
  const add = hostOptions(group.command('add').argument('<address>', sentence('host.set.address')))
    .description(sentence('host.add.help'))
    .option('--name <name>', sentence('host.add.name'))
    .option('--fingerprint <fingerprint>', sentence('host.add.fingerprint'))
    .option('--yes', sentence('host.add.yes'))
    .option('--no-look', sentence('host.add.noLook'))
    .addHelpText(
      'after',
      examples(
        'rexflow host add 10.0.0.11 --name web-1 --user deploy',
        'rexflow host add 10.0.0.12 --user deploy --fingerprint SHA256:… --json',
        'rexflow host add db.inner --jump relay --no-look',
      ),
    );
  serve<[string], AddOptions>(add, async (context, [address], options) => {
    if (options.fingerprint !== undefined) fingerprintIn(options.fingerprint);
    const client = context.client();
    const name = options.name ?? address;
    const body = { address, ...settingsOfHost(options) } as HostBody;
    const done = await client.call('putHost', { path: { name }, body, headers: { 'If-Match': '"none"' } });
    context.lines(changeLines(context, done));
    const check = { message: sentence('host.add.look'), command: `rexflow host check ${name}` };
    let added: Added = { ...done, keys: null, approved: null, check: null, refused: null, next: check };
    let exit: ExitStatus = exits.done;
    if (options.look) {
      try {
        added = { ...added, ...(await lookAtNew(context, client, name, options)) };
      } catch (thrown) {
        if (!(thrown instanceof ProblemError)) throw thrown;
        // It stands in the catalogue by now: what is missing is told beside that.
        context.note(
          sentence('host.add.but', {
            name: printable(name),
            reason: printable(problemAtTerminal(thrown.problem).message),
          }),
        );
        const next = { message: sentence('host.add.compare'), command: `rexflow host key ${name}` };
        added = { ...added, refused: thrown.problem, next };
        if (options.fingerprint !== undefined) exit = exits.refused;
      }
    }
    const { next, approved } = added;
    if (exit === exits.done && options.fingerprint !== undefined && options.look && approved === null)
      throw new CliError(exits.refused, sentence('host.add.keyRefused', { name: printable(name) }));
    if (context.json) context.answer(added, () => []);
    else context.lines(nextLines(next));
    return exit;
  });
};
