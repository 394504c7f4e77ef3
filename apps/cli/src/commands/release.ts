import { type Command, Option } from 'commander';
import type { NewRelease, PlanView, SourceBody } from '#api';
import { awaitPlan, createRequest, type Client } from '#api/client';
import { usageError } from '../errors/cliError.js';
import { exits, exitOfTrouble } from '../errors/exits.js';
import { watchToEnd } from '../requests/finish.js';
import type { CliContext } from '../context/cliContext.js';
import { planLines } from '../output/plan.js';
import { untilStopped } from '../context/untilStopped.js';
import { uploadPackage } from '../requests/upload.js';
import { continuesText } from '../requests/watch.js';
import { addInformationOptions, givenInformation, type InformationOptions } from '../options/information.js';
import {
  examples,
  givenStrategy,
  givenTargets,
  addStrategyOptions,
  addTargetOptions,
  type AddCommand,
  type RequestOptions,
  type StrategyOptions,
  type TargetOptions,
} from './command.js';

interface SourceOptions {
  senv?: string;
  url?: string;
  set?: string;
  package?: string;
  bundle?: string;
  full?: '1' | '2';
}

const addSourceOptions = (command: Command): Command =>
  command
    .argument('<apps...>', 'app_key or local_name; all is every app')
    .option('--senv <environment>', 'the program that is live in another environment')
    .option('--url <address>', 'a package the workers fetch')
    .option('--set <name>', 'configured address (package.bases) put before a relative --url')
    .option('--package <path>', 'a package of this machine: a directory, or a tar.gz, tgz, tar or zip')
    .option('--bundle <id>', 'a package that was uploaded')
    .addOption(
      new Option('--full <how>', 'a package is merged over what runs (1), or replaces it (2)').choices(['1', '2']),
    );

/** The source the options name, by default the update directory; a package is uploaded first. Throws CliError where they contradict. */
async function sourceOf(context: CliContext, client: Client, options: SourceOptions): Promise<SourceBody> {
  const { senv, url, set, package: path, bundle, full } = options;
  const given = Object.entries({ senv, url, package: path, bundle }).filter(([, value]) => value !== undefined);
  if (given.length > 1) throw usageError(`${given.map(([name]) => `--${name}`).join(' and ')}: give one of them`);
  const packed = url ?? path ?? bundle;
  if (packed !== undefined && full === undefined)
    throw usageError(
      `--full is missing: --${given[0]![0]} needs --full 1 (merge over what runs) or --full 2 (replace it)`,
    );
  if (packed === undefined && full !== undefined) throw usageError('--full is only for --url, --package and --bundle');
  if (set !== undefined && url === undefined) throw usageError('--set is only for --url');
  if (senv !== undefined) return { type: 'environment', name: senv };
  if (url !== undefined) return { type: 'url', url, full: full === '1' ? 1 : 2, ...(set === undefined ? {} : { set }) };
  if (bundle !== undefined) return { type: 'bundle', id: bundle, full: full === '1' ? 1 : 2 };
  if (path === undefined) return { type: 'updateDirectory' };
  return { type: 'bundle', id: (await uploadPackage(context, client, path)).id, full: full === '1' ? 1 : 2 };
}

/** What is told of the release; what another environment runs was not built by a CI job of here. */
const informationOf = (
  context: CliContext,
  options: SourceOptions & InformationOptions,
): ReturnType<typeof givenInformation> => givenInformation(context, options, { built: options.senv === undefined });

/** Makes a plan and waits until it is made. */
async function planned(client: Client, body: NewRelease): Promise<PlanView> {
  const first = await client.call('createPlan', { body, query: { wait: 30 } });
  return await untilStopped(
    () => continuesText(first.id),
    (signal) => awaitPlan(client, first, signal),
  );
}

/** plan, release */
export const releaseCommands: AddCommand = (program, serve) => {
  const plan = addTargetOptions(
    addInformationOptions(addStrategyOptions(addSourceOptions(program.command('plan')), { waits: false })),
  )
    .description('show what a release would do, and change nothing')
    .addHelpText(
      'after',
      examples('rexflow plan web --package ./dist --full 2', 'rexflow plan web --senv uat --batch 25%'),
    );
  serve<[string[]], SourceOptions & StrategyOptions & InformationOptions & TargetOptions>(
    plan,
    async (context, [apps], options) => {
      const client = context.client();
      const source = await sourceOf(context, client, options);
      const informed = informationOf(context, options);
      const made = await planned(client, {
        ...givenTargets(apps, options),
        source,
        ...givenStrategy(options),
        ...informed,
      });
      context.answer(made, () => planLines(made, context.paint));
      const trouble = made.apps.find((app) => app.trouble !== null)?.trouble;
      return made.outcome === 'ready' ? exits.done : trouble ? exitOfTrouble(trouble) : exits.amiss;
    },
  );

  const command = addTargetOptions(
    addInformationOptions(addStrategyOptions(addSourceOptions(program.command('release')))),
  )
    .description('release a new version: from the update directory unless another source is named')
    .option('--plan <hash>', 'hash of a plan: refused when anything of it has changed')
    .addHelpText(
      'after',
      examples(
        'rexflow release web                                  # what lies in the update directory',
        'rexflow release web --senv uat --batch 25% --policy stop',
        'rexflow release web --package ./dist --full 2 --idempotency-key "$CI_PIPELINE_ID"',
        'rexflow release web --package ./dist --full 2 --version 2.1.0 --note "fixes the basket"',
        'rexflow release web --url http://10.0.0.3/web.tar.gz --full 1 --no-wait --json',
      ),
    );
  type ReleaseOptions = SourceOptions & RequestOptions & InformationOptions & TargetOptions & { plan?: string };
  serve<[string[]], ReleaseOptions>(command, async (context, [apps], options) => {
    const client = context.client();
    const source = await sourceOf(context, client, options);
    const plan = options.plan === undefined ? {} : { plan: options.plan };
    const informed = informationOf(context, options);
    const body = { ...givenTargets(apps, options), source, ...givenStrategy(options), ...plan, ...informed };
    const taken = await createRequest(client, 'createRelease', body, options.idempotencyKey);
    return await watchToEnd(context, client, taken, options.wait);
  });
};
