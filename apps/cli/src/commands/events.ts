import type { EventView, LogLine } from '#contract';
import type { Api } from '../api/api.js';
import { address } from '../api/address.js';
import { answerOf, reach } from '../api/api.js';
import { follow } from '../api/follow.js';
import { streams, type Streamed } from '../api/calls.js';
import { exits, type Exit } from '../errors/exits.js';
import type { House } from '../context/house.js';
import { clock } from '../output/figures.js';
import { tame } from '../output/width.js';
import { untilStopped } from '../context/stopping.js';
import { plainLine, type Known } from '../board/plain.js';
import { examples, wholeFrom, type AddCommand } from './command.js';

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
async function tell<T extends Item>(
  house: House,
  source: Source,
  on: boolean,
  line: (item: T) => string,
): Promise<Exit> {
  const api = house.api();
  const show = async (items: AsyncIterable<T>): Promise<void> => {
    for await (const item of items) {
      if (house.unread.aborted) return;
      house.item(item, () => line(item));
    }
  };
  if (!on) {
    await show(soFar<T>(api, source));
    return exits.done;
  }
  const lost = (why: string, seconds: number): void => {
    house.note(`rexflow: the connection is lost (${why}), trying again in ${seconds} s`);
  };
  const back = (): void => {
    house.note('rexflow: connected again');
  };
  await untilStopped(
    () => 'stopped following',
    (stop) => {
      const signal = AbortSignal.any([stop, house.unread]);
      return show(follow<T>(api, source.call, { ...source, signal, lost, back }));
    },
  );
  return house.unread.aborted ? exits.unread : exits.done;
}

/** A line something said, behind whose it is. */
const logLine = ({ at, app, phase, step, stream, text }: LogLine): string =>
  `${clock(at)}  ${app ?? '-'}  ${step === null ? phase : `${phase}/${step}`}${stream === 'out' ? '' : ` (${stream})`}  ${tame(text).replace(/\n$/, '')}`;

interface FollowOptions {
  follow?: true;
  after?: number;
}

/** events, logs */
export const events: AddCommand = (program, serve) => {
  const told = program
    .command('events')
    .argument('[id]', 'of a release; everything if absent')
    .description('show what happened to a release, or to all')
    .option('-f, --follow', 'go on with what happens')
    .option('--after <number>', 'only what has a greater number', wholeFrom(0))
    .addHelpText('after', examples('rexflow events 6f0c7a52-... -f', 'rexflow events -f --json | jq -c .'));
  serve<[string | undefined], FollowOptions>(told, async (house, [id], { follow: on, after }) => {
    const known: Known = { host: () => undefined, begun: new Map() };
    if (id !== undefined) {
      const { apps } = await house.api().ask('getRelease', { path: { id } });
      const hosts = new Map(apps.map(({ app, host }) => [app, host]));
      known.host = (app) => hosts.get(app);
    }
    const from = after === undefined ? {} : { after };
    const source: Source =
      id === undefined ? { call: 'followAll', ...from } : { call: 'followRelease', path: { id }, ...from };
    // Ids begin with their time: their ends tell them apart.
    const whose = ({ release }: EventView): string => (id === undefined ? `${release.slice(-8)}  ` : '');
    return await tell<EventView>(house, source, on === true, (event) => whose(event) + plainLine(event, known));
  });

  const logs = program
    .command('logs')
    .argument('<id>', 'of a release')
    .description('show what hosts and workers said')
    .option('-f, --follow', 'go on with what they say, until it has ended')
    .option('--app <key>', 'only of this app')
    .option('--after <number>', 'only what has a greater number', wholeFrom(0))
    .addHelpText('after', examples('rexflow logs 6f0c7a52-... --app web1', 'rexflow logs 6f0c7a52-... -f'));
  serve<[string], FollowOptions & { app?: string }>(logs, async (house, [id], { follow: on, after, app }) => {
    const from = after === undefined ? {} : { after };
    const source: Source = { call: 'readLogs', path: { id }, query: { app }, ...from };
    return await tell<LogLine>(house, source, on === true, logLine);
  });
};
