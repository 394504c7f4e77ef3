import type { CliContext } from '../context/cliContext.js';
import { exits, type ExitStatus } from '../errors/exits.js';
import { sentence } from '../language/sentence.js';
import { wholeAtTerminal } from '../language/statementAtTerminal.js';
import { printable } from '../output/width.js';

/** Answers which apps RexDeployV3 could release, and what each would lose; the gateway tells the fleet, it is judged here. */
export async function answerForOriginal(context: CliContext): Promise<ExitStatus> {
  const { fleet: document } = await context.client().call('exportFleet');
  const [{ expandAll, forOriginal }, { inEnglish }] = await Promise.all([import('#fleet'), import('#contract')]);
  // What the gateway gives has no problems: it was checked when it came to be.
  const fleet = expandAll([document], document.environment ?? '', () => undefined);
  const stated = (statements: ReturnType<typeof forOriginal>[number]['lacks']) =>
    statements.map((statement) => ({ message: inEnglish(statement).message, statement }));
  const apps = forOriginal(fleet).map(({ app, group, lacks, loses }) => ({
    ...{ app, group, releases: lacks.length === 0 },
    lacks: stated(lacks),
    loses: stated(loses),
  }));
  context.answer({ apps }, () => [
    sentence('forOriginal.sum', { n: apps.filter(({ releases }) => releases).length, all: apps.length }),
    ...apps.flatMap(({ app, releases, lacks, loses }) => [
      `${releases ? context.paint.green('✓') : context.paint.red('✗')} ${printable(app)}`,
      ...lacks.map((one) => `    ${printable(sentence('forOriginal.lacks', { what: wholeAtTerminal(one) }))}`),
      ...loses.map((one) => `    ${printable(sentence('forOriginal.loses', { what: wholeAtTerminal(one) }))}`),
    ]),
  ]);
  return exits.done;
}
