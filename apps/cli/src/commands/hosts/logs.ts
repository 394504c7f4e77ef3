import type { NewLogSearch, ReleaseView, TailItem } from '#api';
import { createRequest } from '#api/client';
import type { LogSearchFindings } from '#contract';
import { exitOfRelease, exits } from '../../errors/exits.js';
import { untilStopped } from '../../context/untilStopped.js';
import { errorLines } from '../../output/release.js';
import { printable } from '../../output/width.js';
import { watchRelease } from '../../requests/watch.js';
import { examples, namesOf, parseDuration, parseWholeNumber, type AddCommand } from '../command.js';
import { errorAtTerminal } from '../../language/errorAtTerminal.js';
import { sentence } from '../../language/sentence.js';

interface TailOptions {
  grep?: string;
  regexp?: true;
  lines: number;
  file?: string;
}

/** What is said of a log, behind the name of its app. */
function linesOfItem({ app, host, kind, log, lines, left, trouble }: TailItem): string[] {
  if (kind === 'began' || kind === 'rotated') return [`${app} | ${sentence(`tail.${kind}`, { log: log ?? '', host })}`];
  if (kind === 'ended')
    return [`${app} | ${trouble ? errorAtTerminal(trouble).message : sentence('tail.ended', { host })}`];
  const before = left > 0 ? [sentence('tail.left', { n: left })] : [];
  return [...before, ...lines.map(printable)].map((line) => `${app} | ${line}`);
}

interface GrepOptions {
  regexp?: true;
  file?: string;
  rows?: number;
  within?: number;
  rotated: boolean;
}

function foundLines({ apps }: ReleaseView): string[] {
  return apps.flatMap(({ app, facts }) => {
    const { rows = [], cut = false, matches = 0 } = facts as Partial<LogSearchFindings>;
    const more = cut ? [`${app} | ${sentence('grep.cut', { n: matches })}`] : [];
    return [...rows.map(({ file, text }) => `${app} | ${file}: ${printable(text)}`), ...more];
  });
}

/** tail, grep */
export const applicationLogCommands: AddCommand = (program, serve) => {
  const tail = program
    .command('tail')
    .argument('<apps...>', sentence('apps.named'))
    .description(sentence('tail.help'))
    .option('--grep <pattern>', sentence('tail.grep'))
    .option('--regexp', sentence('grep.regexp'))
    .option('-n, --lines <number>', sentence('tail.lines'), parseWholeNumber(0), 10)
    .option('--file <name>', sentence('grep.file'))
    .addHelpText('after', examples('rexflow tail web', "rexflow tail web1 --grep 'timed out' -n 1000"));
  serve<[string[]], TailOptions>(tail, async (context, [words], { grep, regexp, lines, file }) => {
    const names = namesOf(words);
    const query = { apps: names.join(','), grep, match: regexp ? 'regexp' : undefined, lines, file };
    const followed = new Set<string>();
    const ended = new Set<string>();
    let failed = false;
    await untilStopped(
      () => sentence('tail.stopped'),
      async (stop) => {
        const signal = AbortSignal.any([stop, context.unread]);
        const lost = (why: string, seconds: number): void => {
          context.note(`rexflow: ${sentence('events.lost', { why, seconds })}`);
        };
        for await (const items of context.client().follow('tailLogs', { query, signal, lost })) {
          for (const item of items) {
            followed.add(item.app);
            if (item.kind === 'ended') ended.add(item.app);
            else ended.delete(item.app);
            failed ||= item.trouble !== null;
            context.item(item, () => linesOfItem(item).join('\n'));
          }
          if (followed.size > 0 && ended.size === followed.size && failed) return;
        }
      },
    );
    return context.unread.aborted ? exits.unread : failed ? exits.amiss : exits.done;
  });

  const grep = program
    .command('grep')
    .argument('<pattern>', sentence('grep.pattern'))
    .argument('<apps...>', sentence('apps.named'))
    .description(sentence('grep.help'))
    .option('--regexp', sentence('grep.regexp'))
    .option('--file <name>', sentence('grep.file'))
    .option('--rows <number>', sentence('grep.rows'), parseWholeNumber(1))
    .option('--within <time>', sentence('grep.within'), parseDuration)
    .option('--no-rotated', sentence('grep.noRotated'))
    .addHelpText(
      'after',
      examples("rexflow grep 'timed out' web", "rexflow grep --regexp 'HTTP/1.1\" 5..' web --rows 50"),
    );
  serve<[string, string[]], GrepOptions>(grep, async (context, [pattern, words], options) => {
    const { regexp, file, rows, within, rotated } = options;
    const body: NewLogSearch = {
      ...{ apps: namesOf(words), pattern },
      ...(regexp && { match: 'regexp' as const }),
      ...(file !== undefined && { file }),
      ...(rows !== undefined && { rows }),
      ...(within !== undefined && { within }),
      ...(!rotated && { rotated }),
    };
    const client = context.client();
    const begun = await createRequest(client, 'searchLogs', body);
    const release = await watchRelease(client, begun, { ...context, live: false, say: () => undefined });
    context.answer(release, () => [...foundLines(release), ...errorLines(release, context.paint)]);
    return exitOfRelease(release);
  });
};
