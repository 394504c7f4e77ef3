import type { TextsView } from '#api';
import { awaitTexts, type Client } from '#api/client';
import { exits } from '../errors/exits.js';
import { untilStopped } from '../context/untilStopped.js';
import { sentence } from '../language/sentence.js';
import { commitLines, fileLines, headLines, patchLines } from '../output/compare.js';
import { examples, parseWholeNumber, type AddCommand } from './command.js';

interface CompareOptions {
  files?: true;
  config?: true;
  commits?: true;
  limit: number;
}

/** Has a worker compare the configurations, and waits until it has. */
async function comparedTexts(client: Client, body: { from: string; to: string }): Promise<TextsView> {
  const first = await client.call('compareTexts', { body });
  return await untilStopped(
    () => sentence('compare.goesOn', { id: first.id }),
    (signal) => awaitTexts(client, first, signal),
  );
}

/** compare */
export const compareCommand: AddCommand = (program, serve) => {
  const command = program
    .command('compare')
    .argument('<from>', sentence('compare.from'))
    .argument('<to>', sentence('compare.to'))
    .description(sentence('compare.help'))
    .option('--files', sentence('compare.files'))
    .option('--config', sentence('compare.config'))
    .option('--commits', sentence('compare.commits'))
    .option('-n, --limit <number>', sentence('compare.limit'), parseWholeNumber(0), 200)
    .addHelpText(
      'after',
      examples(
        'rexflow compare web@2.0.0 web@2.1.0',
        'rexflow compare web@live 6f0c7a52-3f7e-4b0f-8d2c-1f5a8e0b9c3d --config',
        'rexflow compare web@2.0.0 web@live --commits --json | jq -r .commits.link',
      ),
    );
  serve<[string, string], CompareOptions>(command, async (context, [from, to], { files, config, commits, limit }) => {
    const client = context.client();
    const all = !files && !config && !commits;
    const found = await client.call('compareReleases', { query: { from, to, limit: Math.min(limit, 5000) } });
    // Of a bundle that is gone nothing can be read; the answer says so.
    const asks = (all || config) && found.missing.length === 0;
    const texts = asks ? await comparedTexts(client, { from: found.from.id, to: found.to.id }) : null;
    context.answer(texts === null ? found : { ...found, texts }, () => [
      ...headLines(found),
      ...(all || files ? fileLines(found) : []),
      ...(texts === null ? [] : patchLines(texts)),
      ...(all || commits ? commitLines(found) : []),
    ]);
    return found.missing.length > 0 ? exits.amiss : exits.done;
  });
};
