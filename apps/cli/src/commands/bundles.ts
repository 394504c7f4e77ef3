import { Option } from 'commander';
import { formatBytes, listAll } from '#api/client';
import { exits } from '../errors/exits.js';
import { columnHeads, sentence } from '../language/sentence.js';
import { day } from '../output/figures.js';
import { table } from '../output/table.js';
import { uploadPackage } from '../requests/upload.js';
import { examples, parseWholeNumber, type AddCommand } from './command.js';
import { wireWord } from '../language/word.js';

/** bundles list, upload, diff */
export const bundleCommands: AddCommand = (program, serve) => {
  const group = program.command('bundles').helpCommand(false).description(sentence('bundles.help'));
  const list = group
    .command('list')
    .description(sentence('bundles.list.help'))
    .addOption(new Option('--kind <kind>', sentence('bundles.list.kind')).choices(['package', 'sealed']))
    .option('-n, --limit <number>', sentence('rows.limit'), parseWholeNumber(1), 50);
  serve<[], { kind?: string; limit: number }>(list, async (context, _args, { kind, limit }) => {
    const found = await listAll(context.client(), 'listBundles', { query: { kind } }, limit);
    context.answer(found, () =>
      table(
        columnHeads('id', 'kind', 'created', '>bytes', '>files', 'name', 'holds'),
        found.items.map((one) => [
          ...[
            one.id,
            wireWord(one.kind),
            day(one.createdAt),
            formatBytes(one.bytes),
            one.files === null ? '' : String(one.files),
          ],
          ...[one.name ?? '', [...one.groups, ...one.apps].join(' ')],
        ]),
      ),
    );
    return exits.done;
  });

  const send = group
    .command('upload')
    .argument('<path>', sentence('bundles.upload.path'))
    .description(sentence('bundles.upload.help'))
    .addHelpText(
      'after',
      examples('rexflow bundles upload ./dist', 'rexflow bundles upload web.tar.gz --json | jq -r .id'),
    );
  serve<[string], object>(send, async (context, [path]) => {
    const bundle = await uploadPackage(context, context.client(), path);
    context.answer(bundle, () => [bundle.id]);
    return exits.done;
  });

  const diff = group
    .command('diff')
    .argument('<from>', sentence('bundles.diff.from'))
    .argument('<to>', sentence('bundles.diff.to'))
    .description(sentence('bundles.diff.help'));
  serve<[string, string], object>(diff, async (context, [id, other]) => {
    const found = await context.client().call('diffBundles', { path: { id, other } });
    context.answer(found, () =>
      found.trees.flatMap(({ kind, name, added, changed, deleted, paths }) => [
        sentence('bundles.diff.tree', { kind: wireWord(kind), name, added, changed, deleted }),
        ...paths.added.map((path) => `  + ${path}`),
        ...paths.changed.map((path) => `  ~ ${path}`),
        ...paths.deleted.map((path) => `  - ${path}`),
      ]),
    );
    return exits.done;
  });
};
