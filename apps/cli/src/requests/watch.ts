import type { EventView, ReleaseView } from '#api';
import { applyEvents, openBoard, updateRelease, type Client } from '#api/client';
import type { CliContext } from '../context/cliContext.js';
import { sentence } from '../language/sentence.js';
import { untilStopped } from '../context/untilStopped.js';
import { viewOf } from '../board/boardView.js';
import { draw } from '../board/draw.js';
import { plainLine, type Known } from '../board/plain.js';
import { openTerminalScreen } from '../board/screen.js';

/** A view of a release while it is watched. */
interface View {
  show(events: readonly EventView[]): void;
  lost(why: string, seconds: number): void;
  opened(again: boolean): void;
  concluded(release: ReleaseView): void;
  close(): void;
}

const turnMs = 120;

function liveView(release: ReleaseView, { paint }: CliContext): View {
  const terminal = process.stdout;
  const screen = openTerminalScreen(terminal);
  let board = openBoard(release);
  const hint = sentence('watch.hint');
  let [turn, note]: [number, string | null] = [0, hint];
  const show = (): void => {
    const { columns = 80, rows = 24 } = terminal;
    screen.show(draw(viewOf(board), { columns, lines: rows, paint, turn, note, now: Date.now() }));
  };
  const clock = setInterval(() => {
    turn++;
    show();
  }, turnMs);
  terminal.on('resize', show);
  show();
  return {
    show: (events) => {
      board = applyEvents(board, events);
    },
    lost: (why, seconds) => (note = sentence('watch.lost', { why, seconds })),
    opened: (again) => {
      if (again) note = sentence('watch.back');
    },
    concluded: (settled) => {
      board = updateRelease(board, settled);
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
    context.note(`rexflow: ${sentence('watch.unread')}`);
  };
  context.unread.addEventListener('abort', waits, { once: true });
  return {
    show: (events) => {
      for (const event of events) context.say(plainLine(event, known));
    },
    lost: (why, seconds) => {
      context.note(`rexflow: ${sentence('watch.lost', { why, seconds })}`);
    },
    opened: (again) => {
      if (again) context.note(`rexflow: ${sentence('watch.back')}`);
    },
    concluded: () => undefined,
    close: () => {
      context.unread.removeEventListener('abort', waits);
    },
  };
}

/** The message when somebody stops watching: the release continues, and how to watch or cancel it. */
export const continuesText = (id: string): string =>
  [
    sentence('watch.goesOn', { id }),
    `  ${sentence('watch.again', { id })}`,
    `  ${sentence('watch.cancel', { id })}`,
  ].join('\n');

/**
 * Watches a release until it is settled and gives it as it ended. Throws CliError when somebody stops watching, GatewayUnreachable when the
 * gateway stays away.
 */
export async function watchRelease(client: Client, release: ReleaseView, context: CliContext): Promise<ReleaseView> {
  const { id } = release;
  return await untilStopped(
    () => continuesText(id),
    async (signal) => {
      const view = context.live ? liveView(release, context) : plainView(release, context);
      try {
        const { lost, opened } = view;
        for await (const events of client.follow('followRelease', { path: { id }, signal, lost, opened })) {
          view.show(events);
          if (events.some(({ kind }) => kind === 'settled')) break;
        }
        const settled = await client.call('getRelease', { path: { id }, signal });
        view.concluded(settled);
        return settled;
      } finally {
        view.close();
      }
    },
  );
}
