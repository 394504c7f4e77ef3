import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { CliError, usageError } from '../../errors/cliError.js';
import { exits } from '../../errors/exits.js';
import type { CliContext } from '../../context/cliContext.js';
import { answerForOriginal } from '../../fleet/answerForOriginal.js';
import { changeLines } from '../../fleet/changeLines.js';
import { readFleetFiles, type FileFault, type FleetFiles } from '../../fleet/readFleetFiles.js';
import { promptUser } from '../../output/promptUser.js';
import { printable } from '../../output/width.js';
import { examples, type AddCommand } from '../command.js';
import { sentence } from '../../language/sentence.js';
import { listAtTerminal, statedAtTerminal } from '../../language/statementAtTerminal.js';

interface FileOptions {
  file?: string[];
}

const collect = (path: string, paths: string[] = []): string[] => [...paths, path];
const addFileOption = (command: Command): Command =>
  command.option('-f, --file <path>', sentence('files.option'), collect);

/** The most faults that are written; more help nobody. */
const mostFaults = 100;

function faultLines(faults: readonly FileFault[]): string[] {
  const lines = faults.slice(0, mostFaults).map((fault) => {
    const { file, line, column, path } = fault;
    const { message } = statedAtTerminal(fault);
    return printable(`${file}:${line}:${column}: ${path === '' ? '' : `${path}: `}${message}`);
  });
  return faults.length > mostFaults ? [...lines, sentence('rows.more', { n: faults.length - mostFaults })] : lines;
}

async function filesOf({ file = [] }: FileOptions): Promise<FleetFiles> {
  if (file.length === 0) throw usageError(sentence('files.none'));
  return await readFleetFiles(file);
}

/** Asks before anything is removed. Throws CliError where nobody can be asked, or somebody says no. */
async function confirmRemovals(context: CliContext, count: number, yes: boolean): Promise<void> {
  if (count === 0 || yes) return;
  if (!process.stdin.isTTY || context.json) throw usageError(sentence('apply.removes', { n: count }));
  const answer = await promptUser(`${sentence('apply.ask', { n: count })} `, { secret: false });
  if (answer.trim() !== 'yes') throw new CliError(exits.refused, sentence('apply.nothing'));
}

function saveFile(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (thrown) {
    throw usageError(sentence('file.unwritable', { path, reason: (thrown as Error).message }));
  }
}

/** validate, schema, apply, export */
export const fleetCommands: AddCommand = (program, serve) => {
  const validate = addFileOption(program.command('validate'))
    .description(sentence('validate.help'))
    .addHelpText('after', examples('rexflow validate -f fleet.yml', 'rexflow validate -f fleet/ --json | jq .faults'));
  serve<[], FileOptions>(validate, async (context, _args, options) => {
    const { faults, documents } = await filesOf(options);
    context.answer({ faults }, () =>
      faults.length === 0
        ? [documents.length === 1 ? sentence('validate.one') : sentence('validate.several', { n: documents.length })]
        : faultLines(faults),
    );
    return faults.length === 0 ? exits.done : exits.amiss;
  });

  const schema = program
    .command('schema')
    .description(sentence('schema.help'))
    .addHelpText('after', examples('rexflow schema > fleet.schema.json'));
  serve<[], object>(schema, async (context) => {
    const { fleetJsonSchema } = await import('#fleet');
    context.answer(fleetJsonSchema, () => [JSON.stringify(fleetJsonSchema, null, 2)]);
    return exits.done;
  });

  const apply = addFileOption(program.command('apply'))
    .description(sentence('apply.help'))
    .option('--dry-run', sentence('apply.dryRun'))
    .option('--prune', sentence('apply.prune'))
    .option('--yes', sentence('apply.yes'))
    .addHelpText(
      'after',
      examples(
        'rexflow apply -f fleet.yml --dry-run',
        'rexflow apply -f fleet/ --prune',
        'rexflow export | rexflow apply -f -',
      ),
    );
  serve<[], FileOptions & { dryRun?: boolean; prune?: boolean; yes?: boolean }>(
    apply,
    async (context, _args, { dryRun = false, prune = false, yes = false, ...options }) => {
      const { faults, documents } = await filesOf(options);
      if (faults.length > 0)
        throw new CliError(exits.refused, [`${sentence('apply.nothing')}:`, ...faultLines(faults)].join('\n'));
      const client = context.client();
      const planned = await client.call('applyFleet', { body: { documents, prune, dryRun: true } });
      if (dryRun || planned.changes.length === 0) {
        context.answer(planned, () => changeLines(context, planned));
        return exits.done;
      }
      const removed = planned.changes.filter(({ change }) => change === 'removed').length;
      if (removed > 0) for (const line of changeLines(context, planned)) context.note(line);
      await confirmRemovals(context, removed, yes);
      // Refused where somebody changes something between the look and this.
      const headers = { 'If-Match': `"${planned.tag}"` };
      const done = await client.call('applyFleet', { body: { documents, prune }, headers });
      context.answer(done, () => changeLines(context, done));
      return exits.done;
    },
  );

  const out = program
    .command('export')
    .description(sentence('export.help'))
    .option('-o, --output <path>', sentence('export.output'))
    .option('--for-original', sentence('export.forOriginal'))
    .addHelpText(
      'after',
      examples(
        'rexflow export -o fleet.yml',
        'rexflow export --for-original',
        'rexflow export --json | jq .fleet.groups',
      ),
    );
  serve<[], { output?: string; forOriginal?: boolean }>(out, async (context, _args, { output, forOriginal }) => {
    if (forOriginal) return await answerForOriginal(context);
    const to = output === '-' ? undefined : output;
    const found = await context.client().call('exportFleet');
    const reasons = listAtTerminal(found.leftOut, found.statements);
    const { writeFleet } = await import('#fleet');
    const file = writeFleet(
      found.fleet,
      reasons.map((reason) => sentence('export.leftOut', { reason })),
    );
    for (const reason of reasons) context.note(sentence('export.leftOut', { reason: printable(reason) }));
    if (to !== undefined) saveFile(to, file);
    context.answer(to === undefined ? found : { file: to, tag: found.tag, leftOut: found.leftOut }, () =>
      to === undefined ? [file.trimEnd()] : [sentence('export.done', { path: to })],
    );
    return exits.done;
  });
};
