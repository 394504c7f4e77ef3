import type { EventView, ReleaseView } from '#contract';
import type { Api } from '../api/api.js';
import { follow } from '../api/follow.js';
import type { CliContext } from '../context/cliContext.js';
import { untilStopped } from '../context/untilStopped.js';
import { conclude, openBoard, write } from '../board/board.js';
import { draw } from '../board/draw.js';
import { plainLine, type Known } from '../board/plain.js';
import { openTerminalScreen } from '../board/screen.js';

/** A view of a release while it is watched. */
interface View {
  show(event: EventView): void;
  lost(why: string, seconds: number): void;
  back(): void;
  concluded(release: ReleaseView): void;
  close(): void;
}

const turnMs = 120;
const lostText = (why: string, seconds: number): string =>
  `the connection is lost (${why}), the release goes on; trying again in ${seconds} s`;
const backText = 'connected again, going on where it was lost';

function liveView(release: ReleaseView, { paint }: CliContext): View {
  const terminal = process.stdout;
  const screen = openTerminalScreen(terminal);
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
    show: (event) => {
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

function plainView(release: ReleaseView, context: CliContext): View {
  const hosts = new Map(release.apps.map(({ app, host }) => [app, host]));
  const known: Known = { action: release.action, host: (app) => hosts.get(app), begun: new Map() };
  const waits = (): void => {
    context.note('rexflow: nobody reads this any more; the exit status will tell how it ended (Ctrl-C: do not wait)');
  };
  context.unread.addEventListener('abort', waits, { once: true });
  return {
    show: (event) => {
      context.say(plainLine(event, known));
    },
    lost: (why, seconds) => {
      context.note(`rexflow: ${lostText(why, seconds)}`);
    },
    back: () => {
      context.note(`rexflow: ${backText}`);
    },
    concluded: () => undefined,
    close: () => {
      context.unread.removeEventListener('abort', waits);
    },
  };
}

/** The message when somebody stops watching: the release continues, and how to watch or cancel it. */
export const continuesText = (id: string): string =>
  `${id} goes on without you.\n  watch it again: rexflow status ${id} --wait\n  cancel it:      rexflow cancel ${id}`;

/**
 * Watches a release until it is settled and gives it as it ended. Throws CliError when somebody stops watching, GatewayUnreachable when the
 * gateway stays away.
 */
export async function watchRelease(api: Api, release: ReleaseView, context: CliContext): Promise<ReleaseView> {
  const { id } = release;
  return await untilStopped(
    () => continuesText(id),
    async (signal) => {
      const view = context.live ? liveView(release, context) : plainView(release, context);
      try {
        const { lost, back } = view;
        for await (const event of follow<EventView>(api, 'followRelease', { path: { id }, signal, lost, back })) {
          view.show(event);
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
