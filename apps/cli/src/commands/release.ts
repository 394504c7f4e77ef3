import { type Command, Option } from 'commander';
import type { PlanView, ReleaseView } from '#contract';
import type { Api } from '../api/api.js';
import { misused } from '../errors/ending.js';
import { exits, exitOfTrouble } from '../errors/exits.js';
import { finish, post } from '../requests/finish.js';
import type { House } from '../context/house.js';
import { planLines } from '../output/plan.js';
import { untilStopped } from '../context/stopping.js';
import { upload } from '../requests/upload.js';
import { goesOn } from '../requests/watch.js';
import { examples, mannerOf, namesOf, takesManner, type AddCommand, type Asking, type Manner } from './command.js';

interface SourceOptions {
  senv?: string;
  url?: string;
  set?: string;
  package?: string;
  bundle?: string;
  full?: '1' | '2';
}

const takesSource = (command: Command): Command =>
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

/** Where the new version comes from; a package is uploaded first. The update directory where nothing is said. */
async function sourceOf(house: House, api: Api, options: SourceOptions): Promise<object> {
  const { senv, url, set, package: path, bundle, full } = options;
  const given = Object.entries({ senv, url, package: path, bundle }).filter(([, value]) => value !== undefined);
  if (given.length > 1) throw misused(`${given.map(([name]) => `--${name}`).join(' and ')}: give one of them`);
  const packed = url ?? path ?? bundle;
  if (packed !== undefined && full === undefined)
    throw misused(
      `--full is missing: --${given[0]![0]} needs --full 1 (merge over what runs) or --full 2 (replace it)`,
    );
  if (packed === undefined && full !== undefined) throw misused('--full is only for --url, --package and --bundle');
  if (set !== undefined && url === undefined) throw misused('--set is only for --url');
  if (senv !== undefined) return { type: 'environment', name: senv };
  if (url !== undefined) return { type: 'url', url, full: Number(full), ...(set === undefined ? {} : { set }) };
  if (bundle !== undefined) return { type: 'bundle', id: bundle, full: Number(full) };
  if (path === undefined) return { type: 'updateDirectory' };
  return { type: 'bundle', id: (await upload(house, api, path)).id, full: Number(full) };
}

const isPlan = (answer: PlanView | ReleaseView): answer is PlanView => 'hash' in answer;

/** Asks for the plan until it is made. */
async function planned(api: Api, body: object): Promise<PlanView> {
  let answer = await api.ask('createPlan', { body, query: { wait: 30 } });
  if (isPlan(answer)) return answer;
  const { id } = answer;
  return await untilStopped(
    () => goesOn(id),
    async (signal) => {
      let after = 0;
      while (!isPlan(answer)) {
        const told = await api.ask('followRelease', { path: { id }, query: { after, wait: 20 }, signal });
        after = told.next;
        answer = await api.ask('getPlan', { path: { id }, signal });
      }
      return answer;
    },
  );
}

/** plan, release */
export const release: AddCommand = (program, serve) => {
  const plan = takesManner(takesSource(program.command('plan')), { waits: false })
    .description('tell what a release would do, and change nothing')
    .addHelpText(
      'after',
      examples('rexflow plan web --package ./dist --full 2', 'rexflow plan web --senv uat --batch 25%'),
    );
  serve<[string[]], SourceOptions & Manner>(plan, async (house, [apps], options) => {
    const api = house.api();
    const source = await sourceOf(house, api, options);
    const made = await planned(api, { apps: namesOf(apps), source, ...mannerOf(options) });
    house.answer(made, () => planLines(made, house.paint));
    const trouble = made.apps.find((app) => app.trouble !== null)?.trouble;
    return made.outcome === 'ready' ? exits.done : trouble ? exitOfTrouble(trouble) : exits.amiss;
  });

  const command = takesManner(takesSource(program.command('release')))
    .description('release a new version: from the update directory unless another source is named')
    .option('--plan <hash>', 'of a plan: refused when what it says is no longer so')
    .addHelpText(
      'after',
      examples(
        'rexflow release web                                  # what lies in the update directory',
        'rexflow release web --senv uat --batch 25% --policy undo',
        'rexflow release web --package ./dist --full 2 --idempotency-key "$CI_PIPELINE_ID"',
        'rexflow release web --url http://10.0.0.3/web.tar.gz --full 1 --no-wait --json',
      ),
    );
  serve<[string[]], SourceOptions & Asking & { plan?: string }>(command, async (house, [apps], options) => {
    const api = house.api();
    const source = await sourceOf(house, api, options);
    const plan = options.plan === undefined ? {} : { plan: options.plan };
    const body = { apps: namesOf(apps), source, ...mannerOf(options), ...plan };
    const taken = await post(api, 'createRelease', { body }, options.idempotencyKey);
    return await finish(house, api, taken, options.wait);
  });
};
