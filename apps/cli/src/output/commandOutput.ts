import type { LogLine, PartView, ReleaseView } from '#api';
import type { RunAppFindings } from '#contract';
import { printable } from './width.js';
import { sentence } from '../language/sentence.js';

/** What the command wrote that was shown already, by app and output. */
export interface ShownOutput {
  /** The line as it is shown; null for a line that is not of the command. */
  take(line: LogLine): string | null;
  /** What is to be shown of the apps when all is over: what was not shown yet, and how each ended where that was not well. */
  rest(release: ReleaseView): string[];
}

/** A log leaves out the middle of a long text. */
const leftOut = /^\.\.\. \d+ lines left out \.\.\.$/;
const linesOf = (text = ''): string[] => (text === '' ? [] : printable(text).replace(/\n$/, '').split('\n'));
const ownFacts = (part: PartView): Partial<RunAppFindings> => part.facts as Partial<RunAppFindings>;

/** Shows what a command writes, behind the name of the app, or of the host where hosts were asked for, where there are several. */
export function createShownOutput({ apps, action }: Pick<ReleaseView, 'action' | 'apps'>): ShownOutput {
  const hosts = new Map(apps.map(({ app, host }) => [app, host]));
  const nameOf = (app: string): string => (action === 'Common:Use:run' ? (hosts.get(app) ?? app) : app);
  const headOf = (app: string): string => (hosts.size === 1 ? '' : `${nameOf(app)} | `);
  const shown = new Map<string, { lines: string[]; cut: boolean }>();
  const shownOf = (app: string, stream: string) => {
    const key = `${stream} ${app}`;
    const known = shown.get(key) ?? { lines: [], cut: false };
    shown.set(key, known);
    return known;
  };
  const unshown = (app: string, stream: 'out' | 'err', text: string | undefined): string[] => {
    const all = linesOf(text);
    const { lines } = shownOf(app, stream);
    const at = lines.findIndex((line, index) => line !== all[index]);
    return all.slice(at === -1 ? lines.length : at);
  };
  return {
    take: ({ app, step, stream, text }) => {
      if (app === null || step !== 'run' || stream === 'note') return null;
      const known = shownOf(app, stream);
      // From there on the answer itself tells it, whole.
      known.cut ||= leftOut.test(text) || text === '[...]';
      if (known.cut) return null;
      const line = printable(text);
      known.lines.push(line);
      return headOf(app) + line;
    },
    rest: (release) =>
      release.apps.flatMap((part) => {
        const { stdout, stderr, exitCode } = ownFacts(part);
        const ended =
          exitCode === 0 || exitCode === undefined
            ? []
            : [exitCode === null ? sentence('run.ended') : sentence('run.status', { status: exitCode })];
        const lines = [...unshown(part.app, 'out', stdout), ...unshown(part.app, 'err', stderr), ...ended];
        return lines.map((line) => headOf(part.app) + line);
      }),
  };
}
