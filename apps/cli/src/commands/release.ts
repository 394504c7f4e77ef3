import { type Command, Option } from 'commander';
import type { NewPlan, NewRelease, PlanView, SourceBody } from '#api';
import { awaitPlan, createRequest, ProblemError, type Client } from '#api/client';
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
  addDriftOption,
  examples,
  givenDrift,
  givenStrategy,
  givenTargets,
  addStrategyOptions,
  addTargetOptions,
  type AddCommand,
  type DriftOptions,
  type RequestOptions,
  type StrategyOptions,
  type TargetOptions,
} from './command.js';
import { sentence } from '../language/sentence.js';

interface SourceOptions {
  senv?: string;
  url?: string;
  set?: string;
  sha256?: string;
  package?: string;
  bundle?: string;
  updateDirectory?: true;
  ref?: string;
  full?: '1' | '2';
}

const addSourceOptions = (command: Command): Command =>
  command
    .argument('<apps...>', sentence('apps.named'))
    .option('--senv <environment>', sentence('source.senv'))
    .option('--url <address>', sentence('source.url'))
    .option('--set <name>', sentence('source.set'))
    .option('--sha256 <sum>', sentence('source.sha256'))
    .option('--package <path>', sentence('source.package'))
    .option('--bundle <id>', sentence('source.bundle'))
    .option('--update-directory', sentence('source.updateDirectory'))
    .option('--ref <name>', sentence('source.ref'))
    .addOption(new Option('--full <how>', sentence('source.full')).choices(['1', '2']));

/**
 * The source the options name, else what is set for the group, with the ref of a repository; a package is uploaded first. Throws CliError where
 * they contradict.
 */
async function sourceOf(
  context: CliContext,
  client: Client,
  options: SourceOptions,
): Promise<Pick<NewRelease, 'source' | 'ref'>> {
  const { ref } = options;
  const source = await namedSource(context, client, options);
  if (source !== undefined && ref !== undefined) throw usageError(sentence('source.refAlone'));
  return { ...(source && { source }), ...(ref !== undefined && { ref }) };
}

async function namedSource(
  context: CliContext,
  client: Client,
  options: SourceOptions,
): Promise<SourceBody | undefined> {
  const { senv, url, set, sha256, package: path, bundle, updateDirectory, full } = options;
  const words = { senv, url, package: path, bundle, 'update-directory': updateDirectory };
  const given = Object.entries(words).filter(([, value]) => value !== undefined);
  if (given.length > 1)
    throw usageError(
      sentence('source.one', { names: given.map(([name]) => `--${name}`).join(sentence('source.and')) }),
    );
  const packed = url ?? path ?? bundle;
  if (packed !== undefined && full === undefined)
    throw usageError(sentence('source.fullMissing', { name: given[0]![0] }));
  if (packed === undefined && full !== undefined) throw usageError(sentence('source.fullAlone'));
  if (set !== undefined && url === undefined) throw usageError(sentence('source.setAlone'));
  if (sha256 !== undefined && url === undefined) throw usageError(sentence('source.sha256Alone'));
  if (senv !== undefined) return { type: 'environment', name: senv };
  if (url !== undefined) {
    const more = { ...(set === undefined ? {} : { set }), ...(sha256 === undefined ? {} : { sha256 }) };
    return { type: 'url', url, full: full === '1' ? 1 : 2, ...more };
  }
  if (bundle !== undefined) return { type: 'bundle', id: bundle, full: full === '1' ? 1 : 2 };
  if (path === undefined) return updateDirectory && { type: 'updateDirectory' };
  return { type: 'bundle', id: (await uploadPackage(context, client, path)).id, full: full === '1' ? 1 : 2 };
}

/** What is told of the release; what another environment runs was not built by a CI job of here. */
const informationOf = (
  context: CliContext,
  options: SourceOptions & InformationOptions,
): ReturnType<typeof givenInformation> => givenInformation(context, options, { built: options.senv === undefined });

/**
 * What is asked with a source, or without one where the group has its own. Where it has none the update directory is meant: whoever types
 * no source at a terminal has always had that.
 */
async function orUpdateDirectory<T>(
  given: Pick<NewRelease, 'source' | 'ref'>,
  ask: (source: Pick<NewRelease, 'source' | 'ref'>) => Promise<T>,
): Promise<T> {
  try {
    return await ask(given);
  } catch (thrown) {
    const { code, fields } =
      thrown instanceof ProblemError ? (thrown.problem as { code: string; fields?: unknown }) : {};
    const unset = code === 'PARAMETER_MISSING' && Array.isArray(fields) && fields.includes('source');
    if (!unset || given.source !== undefined) throw thrown;
    return await ask({ source: { type: 'updateDirectory' } });
  }
}

/** Makes a plan and waits until it is made. */
async function planned(client: Client, body: NewPlan): Promise<PlanView> {
  const first = await client.call('createPlan', { body, query: { wait: 30 } });
  return await untilStopped(
    () => continuesText(first.id),
    (signal) => awaitPlan(client, first, signal),
  );
}

/** plan, release */
export const releaseCommands: AddCommand = (program, serve) => {
  const plan = addTargetOptions(
    addInformationOptions(
      addDriftOption(addStrategyOptions(addSourceOptions(program.command('plan')), { waits: false })),
    ),
  )
    .description(sentence('plan.help'))
    .option('--run-commands', sentence('plan.runCommands'))
    .addHelpText(
      'after',
      examples('rexflow plan web --package ./dist --full 2', 'rexflow plan web --senv uat --batch 25%'),
    );
  type PlanOptions = SourceOptions &
    StrategyOptions &
    DriftOptions &
    InformationOptions &
    TargetOptions & { runCommands?: true };
  serve<[string[]], PlanOptions>(plan, async (context, [apps], options) => {
    const client = context.client();
    const source = await sourceOf(context, client, options);
    const informed = informationOf(context, options);
    const manner = {
      ...givenStrategy(options),
      ...givenDrift(options),
      ...(options.runCommands && { runCommands: true }),
    };
    const made = await orUpdateDirectory(source, (from) =>
      planned(client, { ...givenTargets(apps, options), ...from, ...manner, ...informed }),
    );
    context.answer(made, () => planLines(made, context.paint));
    const trouble = made.apps.find((app) => app.trouble !== null)?.trouble;
    return made.outcome === 'ready' ? exits.done : trouble ? exitOfTrouble(trouble) : exits.amiss;
  });

  const command = addTargetOptions(
    addInformationOptions(addDriftOption(addStrategyOptions(addSourceOptions(program.command('release'))))),
  )
    .description(sentence('release.help'))
    .option('--plan <hash>', sentence('release.plan'))
    .addHelpText(
      'after',
      examples(
        `rexflow release web                                  # ${sentence('release.example')}`,
        'rexflow release shop --version 1.4.2',
        'rexflow release shop --ref v1.4.2',
        'rexflow release web --senv uat --batch 25% --policy stop',
        'rexflow release web --package ./dist --full 2 --idempotency-key "$CI_PIPELINE_ID"',
        'rexflow release web --package ./dist --full 2 --version 2.1.0 --note "fixes the basket"',
        'rexflow release web --package ./dist --full 1 --on-drift keep',
        'rexflow release web --url http://10.0.0.3/web.tar.gz --full 1 --no-wait --json',
        'rexflow release web --url http://10.0.0.3/web.tar.gz --full 2 --sha256 "$(cut -c1-64 web.tar.gz.sha256)"',
      ),
    );
  type ReleaseOptions = SourceOptions &
    RequestOptions &
    DriftOptions &
    InformationOptions &
    TargetOptions & { plan?: string };
  serve<[string[]], ReleaseOptions>(command, async (context, [apps], options) => {
    const client = context.client();
    const source = await sourceOf(context, client, options);
    const plan = options.plan === undefined ? {} : { plan: options.plan };
    const informed = informationOf(context, options);
    const manner = { ...givenStrategy(options), ...givenDrift(options) };
    const taken = await orUpdateDirectory(source, (from) => {
      const body = { ...givenTargets(apps, options), ...from, ...manner, ...plan, ...informed };
      return createRequest(client, 'createRelease', body, options.idempotencyKey);
    });
    return await watchToEnd(context, client, taken, options.wait);
  });
};
