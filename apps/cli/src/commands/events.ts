import type { EventView, LogLine } from '#contract';
import type { Api } from '../api/api.js';
import { address } from '../api/address.js';
import { answerOf, reach } from '../api/api.js';
import { follow } from '../api/follow.js';
import { streams, type Streamed } from '../api/calls.js';
import { exits, type ExitStatus } from '../errors/exits.js';
import type { CliContext } from '../context/cliContext.js';
import { clock } from '../output/figures.js';
import { printable } from '../output/width.js';
import { untilStopped } from '../context/untilStopped.js';
import { plainLine, type Known } from '../board/plain.js';
import { examples, parseWholeNumber, type AddCommand } from './command.js';

interface Source {
  call: Streamed;
  path?: Record<string, string>;
  query?: Record<string, string | undefined>;
  after?: number;
}
interface Item {
  id: number;
}

/** Everything there is after a number, page by page. */
async function* soFar<T extends Item>(api: Api, { call, path, query, after = 0 }: Source): AsyncGenerator<T> {
  for (let from = after; ;) {
    const url = address(api.base, streams[call], path, { ...query, after: from });
    const response = await reach(api.base, () => fetch(url, { headers: api.headers }));
    const page = (await answerOf(api.base, response)) as { items: T[]; next: number };
    if (page.items.length === 0) return;
    yield* page.items;
    from = page.next;
  }
}

/** What there is, and with `on` what comes, until it ends, somebody stops it or nobody reads it. Gives the exit status. */
async function showStream<T extends Item>(
  context: CliContext,
  source: Source,
  on: boolean,
  line: (item: T) => string,
): Promise<ExitStatus> {
  const api = context.api();
  const show = async (items: AsyncIterable<T>): Promise<void> => {
    for await (const item of items) {
      if (context.unread.aborted) return;
      context.item(item, () => line(item));
    }
  };
  if (!on) {
    await show(soFar<T>(api, source));
    return exits.done;
  }
  const lost = (why: string, seconds: number): void => {
    context.note(`rexflow: the connection is lost (${why}), trying again in ${seconds} s`);
  };
  const back = (): void => {
    context.note('rexflow: connected again');
  };
  await untilStopped(
    () => 'stopped following',
    (stop) => {
      const signal = AbortSignal.any([stop, context.unread]);
      return show(follow<T>(api, source.call, { ...source, signal, lost, back }));
    },
  );
  return context.unread.aborted ? exits.unread : exits.done;
}

/** A line of output behind its time, app and step. */
const logLine = ({ at, app, phase, step, stream, text }: LogLine): string =>
  `${clock(at)}  ${app ?? '-'}  ${step === null ? phase : `${phase}/${step}`}${stream === 'out' ? '' : ` (${stream})`}  ${printable(text).replace(/\n$/, '')}`;

interface FollowOptions {
  follow?: true;
  after?: number;
}

/** events, logs */
export const eventCommands: AddCommand = (program, serve) => {
  const command = program
    .command('events')
    .argument('[id]', 'of a release; everything if absent')
    .description('show what happened to a release, or to all')
    .option('-f, --follow', 'go on with what happens')
    .option('--after <number>', 'only what has a greater number', parseWholeNumber(0))
    .addHelpText('after', examples('rexflow events 6f0c7a52-... -f', 'rexflow events -f --json | jq -c .'));
  serve<[string | undefined], FollowOptions>(command, async (context, [id], { follow: on, after }) => {
    const known: Known = { host: () => undefined, begun: new Map() };
    if (id !== undefined) {
      const { apps } = await context.api().ask('getRelease', { path: { id } });
      const hosts = new Map(apps.map(({ app, host }) => [app, host]));
      known.host = (app) => hosts.get(app);
    }
    const from = after === undefined ? {} : { after };
    const source: Source =
      id === undefined ? { call: 'followAll', ...from } : { call: 'followRelease', path: { id }, ...from };
    // Ids begin with their time: their ends tell them apart.
    const whose = ({ release }: EventView): string => (id === undefined ? `${release.slice(-8)}  ` : '');
    return await showStream<EventView>(context, source, on === true, (event) => whose(event) + plainLine(event, known));
  });

  const logs = program
    .command('logs')
    .argument('<id>', 'of a release')
    .description('show what hosts and workers said')
    .option('-f, --follow', 'go on with what they say, until it has ended')
    .option('--app <key>', 'only of this app')
    .option('--after <number>', 'only what has a greater number', parseWholeNumber(0))
    .addHelpText('after', examples('rexflow logs 6f0c7a52-... --app web1', 'rexflow logs 6f0c7a52-... -f'));
  serve<[string], FollowOptions & { app?: string }>(logs, async (context, [id], { follow: on, after, app }) => {
    const from = after === undefined ? {} : { after };
    const source: Source = { call: 'readLogs', path: { id }, query: { app }, ...from };
    return await showStream<LogLine>(context, source, on === true, logLine);
  });
};
