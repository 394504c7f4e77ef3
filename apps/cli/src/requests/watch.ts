import type { EventView, ReleaseView } from '#contract';
import type { Api } from '../api/api.js';
import { follow } from '../api/follow.js';
import type { House } from '../context/house.js';
import { untilStopped } from '../context/stopping.js';
import { conclude, openBoard, write } from '../board/board.js';
import { draw } from '../board/draw.js';
import { plainLine, type Known } from '../board/plain.js';
import { openScreen } from '../board/screen.js';

/** Shows what happens to a release. */
interface View {
  told(event: EventView): void;
  lost(why: string, seconds: number): void;
  back(): void;
  concluded(release: ReleaseView): void;
  close(): void;
}

const turnMs = 120;
const lostText = (why: string, seconds: number): string =>
  `the connection is lost (${why}), the release goes on; trying again in ${seconds} s`;
const backText = 'connected again, going on where it was lost';

function liveView(release: ReleaseView, { paint }: House): View {
  const terminal = process.stdout;
  const screen = openScreen(terminal);
  const board = openBoard(release);
  const hint = 'Ctrl-C stops watching; the release goes on';
  let [turn, note]: [number, string | null] = [0, hint];
  const show = (): void => {
    const { columns = 80, rows = 24 } = terminal;
    screen.show(draw(board, { columns, lines: rows, paint, turn, note, now: Date.now() }));
  };
  const clock = setInterval(() => {
    turn++;
    show();
  }, turnMs);
  terminal.on('resize', show);
  show();
  return {
    told: (event) => {
      write(board, event);
    },
    lost: (why, seconds) => (note = lostText(why, seconds)),
    back: () => (note = backText),
    concluded: (settled) => {
      conclude(board, settled);
      note = null;
      show();
    },
    close: () => {
      clearInterval(clock);
      terminal.removeListener('resize', show);
      screen.close();
    },
  };
}

function plainView(release: ReleaseView, house: House): View {
  const hosts = new Map(release.apps.map(({ app, host }) => [app, host]));
  const known: Known = { host: (app) => hosts.get(app), begun: new Map() };
  const waits = (): void => {
    house.note('rexflow: nobody reads this any more; the exit status will tell how it ended (Ctrl-C: do not wait)');
  };
  house.unread.addEventListener('abort', waits, { once: true });
  return {
    told: (event) => {
      house.say(plainLine(event, known));
    },
    lost: (why, seconds) => {
      house.note(`rexflow: ${lostText(why, seconds)}`);
    },
    back: () => {
      house.note(`rexflow: ${backText}`);
    },
    concluded: () => undefined,
    close: () => {
      house.unread.removeEventListener('abort', waits);
    },
  };
}

/** What is told when somebody stops watching. */
export const goesOn = (id: string): string =>
  `${id} goes on without you.\n  watch it again: rexflow status ${id} --wait\n  cancel it:      rexflow cancel ${id}`;

/**
 * Watches a release until it is settled and gives it as it ended. Throws Ending when somebody stops watching, Away when the
 * gateway stays away.
 */
export async function watch(api: Api, release: ReleaseView, house: House): Promise<ReleaseView> {
  const { id } = release;
  return await untilStopped(
    () => goesOn(id),
    async (signal) => {
      const view = house.live ? liveView(release, house) : plainView(release, house);
      try {
        const { lost, back } = view;
        for await (const event of follow<EventView>(api, 'followRelease', { path: { id }, signal, lost, back })) {
          view.told(event);
          if (event.kind === 'settled') break;
        }
        const settled = await api.ask('getRelease', { path: { id }, signal });
        view.concluded(settled);
        return settled;
      } finally {
        view.close();
      }
    },
  );
}
