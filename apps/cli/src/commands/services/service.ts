import type { AppView } from '#api';
import { listAll, type Client } from '#api/client';
import type { ServiceAppFindings } from '#contract';
import { serviceOperations, type ServiceOperation } from '#contract/lists';
import { usageError } from '../../errors/cliError.js';
import { exitOfRelease, exits } from '../../errors/exits.js';
import { columnHeads, sentence } from '../../language/sentence.js';
import { serviceDeed, serviceRows, serviceTroubles } from '../../output/services.js';
import { errorLines, outcomeLine } from '../../output/release.js';
import { table } from '../../output/table.js';
import { printable } from '../../output/width.js';
import { runAction } from '../../requests/runAction.js';
import { examples, namesOf, type AddCommand } from '../command.js';

interface ServiceOptions {
  only?: string;
  reason?: string;
  queue?: true;
  dryRun?: true;
}

type Verb = ServiceOperation | 'status';
const verbs: readonly string[] = [...serviceOperations, 'status'];

/** The verb and the names, whichever of them stands first; where both ends are a verb the last one is, as it always was. */
function readWords(words: readonly string[]): { verb: Verb; names: string[] } {
  const atEnd = verbs.includes(words.at(-1)!);
  const verb = atEnd ? words.at(-1)! : words[0]!;
  if (!verbs.includes(verb)) throw usageError(sentence('service.noOperation', { word: words.at(-1)! }));
  const names = namesOf(atEnd ? words.slice(0, -1) : words.slice(1));
  if (names.length === 0) throw usageError(sentence('service.noApps'));
  return { verb: verb as Verb, names };
}

/** The apps of these names, each once. Throws what the gateway says of a name that is none. */
async function appsNamed(client: Client, names: readonly string[]): Promise<AppView[]> {
  if (names.includes('all')) return (await listAll(client, 'listApps')).items;
  const found = new Map<string, AppView>();
  for (const name of names) {
    const { items } = await listAll(client, 'listApps', { query: { group: name } });
    const some = items.length > 0 ? items : [await client.call('getApp', { path: { key: name } })];
    for (const app of some) found.set(app.key, app);
  }
  return [...found.values()];
}

/** Those of `only`, each of which has to be one of the named. */
function narrowed(apps: readonly AppView[], only: string | undefined): readonly AppView[] {
  if (only === undefined) return apps;
  const wanted = namesOf([only]);
  const stray = wanted.find((key) => apps.every((app) => app.key !== key));
  if (stray !== undefined) throw usageError(sentence('service.notOne', { app: stray }));
  return apps.filter(({ key }) => wanted.includes(key));
}

/** service */
export const serviceCommand: AddCommand = (program, serve) => {
  const service = program
    .command('service')
    .argument('<apps...>', sentence('service.apps'))
    .usage('[options] start|stop|restart|reload|status <apps...>')
    .description(sentence('service.help'))
    .option('--only <apps>', sentence('service.only'))
    .option('--reason <text>', sentence('service.reason'))
    .option('--queue', sentence('queue.help'))
    .option('--dry-run', sentence('service.dryRun'))
    .addHelpText(
      'after',
      examples(
        'rexflow service status web',
        'rexflow service restart web --reason "new certificate"',
        'rexflow service stop web --only web1,web2 --dry-run',
      ),
    );
  serve<[string[]], ServiceOptions>(service, async (context, [words], { only, reason, queue, dryRun }) => {
    const { verb, names } = readWords(words);
    const apps =
      verb === 'status' || only !== undefined ? narrowed(await appsNamed(context.client(), names), only) : [];
    if (verb === 'status') {
      context.answer({ items: apps }, () => [
        ...table(
          columnHeads('app', 'host', 'service', 'since', 'uptime', 'pids', 'restarts', 'seen'),
          serviceRows(apps),
        ),
        ...serviceTroubles(apps).map((line) => `${context.paint.red('✗')} ${printable(line)}`),
      ]);
      const amiss = apps.some(({ serviceSeen: { state } }) => state === 'down' || state === 'unknown');
      return amiss ? exits.amiss : exits.done;
    }
    const k = only === undefined ? names.join(' ') : apps.map(({ key }) => key).join(' ');
    if (dryRun) {
      const { apps: items, ...plan } = await context
        .client()
        .call('getServicePlan', { query: { apps: k, operation: verb } });
      const { skipped } = plan;
      context.answer({ ...plan, items }, () => [
        ...table(
          columnHeads('batch', 'app', 'host'),
          items.map(({ batch, app, host }) => [String(batch + 1), app, host]),
        ),
        ...(skipped.length > 0 ? [printable(sentence('service.wouldSkip', { apps: skipped.join(', ') }))] : []),
        sentence('service.would', { operation: verb, n: items.length }),
      ]);
      return exits.done;
    }
    const parameters = { k, a: verb, ...(reason && { note: reason }), ...(queue && { queue: '1' }) };
    const release = await runAction(context, 'service', parameters, { quiet: false });
    context.answer(release, () => [
      ...release.apps.flatMap((part) => serviceDeed(part.facts as Partial<ServiceAppFindings>)),
      ...release.apps
        .filter(({ outcome }) => outcome === 'skipped')
        .map(({ app, host }) => printable(sentence('service.notBegun', { app, host }))),
      ...errorLines(release, context.paint),
      outcomeLine(release, context.paint),
    ]);
    return exitOfRelease(release);
  });
};
