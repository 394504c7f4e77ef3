import type { EventView, LogLine } from '#api';
import type { Following } from '#api/client';
import { exits, type ExitStatus } from '../errors/exits.js';
import type { CliContext } from '../context/cliContext.js';
import { sentence } from '../language/sentence.js';
import { clock } from '../output/figures.js';
import { printable } from '../output/width.js';
import { untilStopped } from '../context/untilStopped.js';
import { plainLine, type Known } from '../board/plain.js';
import { examples, parseWholeNumber, type AddCommand } from './command.js';

/** What is recorded so far, or, with options, a stream of that and of what comes. */
type OpenStream<T> = (following: Following | null) => AsyncIterable<T[]>;

/** Shows a stream until it ends, somebody stops it or nobody reads it; without `on` only what is recorded. Gives the exit status. */
async function showStream<T>(
  context: CliContext,
  open: OpenStream<T>,
  on: boolean,
  line: (item: T) => string,
): Promise<ExitStatus> {
  const show = async (following: Following | null): Promise<void> => {
    for await (const items of open(following)) {
      for (const item of items) {
        if (context.unread.aborted) return;
        context.item(item, () => line(item));
      }
    }
  };
  if (!on) {
    await show(null);
    return exits.done;
  }
  const lost = (why: string, seconds: number): void => {
    context.note(`rexflow: ${sentence('events.lost', { why, seconds })}`);
  };
  const opened = (again: boolean): void => {
    if (again) context.note(`rexflow: ${sentence('events.back')}`);
  };
  await untilStopped(
    () => sentence('events.stopped'),
    (stop) => show({ signal: AbortSignal.any([stop, context.unread]), lost, opened }),
  );
  return context.unread.aborted ? exits.unread : exits.done;
}

/** A line of output behind its time, app and step. */
const logLine = ({ at, app, phase, step, stream, text }: LogLine): string =>
  `${clock(at)}  ${app ?? '-'}  ${step === null ? phase : `${phase}/${step}`}${stream === 'out' ? '' : ` (${stream})`}  ${printable(text).replace(/\n$/, '')}`;

interface StreamOptions {
  follow?: true;
  after?: number;
}

/** events, logs */
export const eventCommands: AddCommand = (program, serve) => {
  const command = program
    .command('events')
    .argument('[id]', sentence('events.id'))
    .description(sentence('events.help'))
    .option('-f, --follow', sentence('events.follow'))
    .option('--after <number>', sentence('events.after'), parseWholeNumber(0))
    .addHelpText('after', examples('rexflow events 6f0c7a52-... -f', 'rexflow events -f --json | jq -c .'));
  serve<[string | undefined], StreamOptions>(command, async (context, [id], { follow: on, after }) => {
    const known: Known = { host: () => undefined, begun: new Map() };
    if (id !== undefined) {
      const { apps } = await context.client().call('getRelease', { path: { id } });
      const hosts = new Map(apps.map(({ app, host }) => [app, host]));
      known.host = (app) => hosts.get(app);
    }
    const client = context.client();
    const open: OpenStream<EventView> = (following) => {
      if (id === undefined)
        return following
          ? client.follow('followAll', { ...following, after })
          : client.recorded('followAll', { after });
      const path = { id };
      return following
        ? client.follow('followRelease', { ...following, path, after })
        : client.recorded('followRelease', { path, after });
    };
    // Ids begin with their time: their ends tell them apart.
    const whose = ({ release }: EventView): string => (id === undefined ? `${release.slice(-8)}  ` : '');
    return await showStream(context, open, on === true, (event) => whose(event) + plainLine(event, known));
  });

  const logs = program
    .command('logs')
    .argument('<id>', sentence('logs.id'))
    .description(sentence('logs.help'))
    .option('-f, --follow', sentence('logs.follow'))
    .option('--app <key>', sentence('logs.app'))
    .option('--after <number>', sentence('events.after'), parseWholeNumber(0))
    .addHelpText('after', examples('rexflow logs 6f0c7a52-... --app web1', 'rexflow logs 6f0c7a52-... -f'));
  serve<[string], StreamOptions & { app?: string }>(logs, async (context, [id], { follow: on, after, app }) => {
    const client = context.client();
    const source = { path: { id }, query: { app }, after };
    const open: OpenStream<LogLine> = (following) =>
      following ? client.follow('readLogs', { ...following, ...source }) : client.recorded('readLogs', source);
    return await showStream(context, open, on === true, logLine);
  });
};
