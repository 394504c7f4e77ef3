import { createRequest } from '#api/client';
import { watchToEnd } from '../requests/finish.js';
import {
  addInformationOptions,
  addRemarkOptions,
  givenInformation,
  givenRemarks,
  type InformationOptions,
  type RemarkOptions,
} from '../options/information.js';
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
  type TargetOptions,
} from './command.js';
import { sentence } from '../language/sentence.js';

/** rollback, promote */
export const rollbackCommands: AddCommand = (program, serve) => {
  const back = addRemarkOptions(
    addStrategyOptions(
      addTargetOptions(program.command('rollback'))
        .argument('<apps...>', sentence('apps.named'))
        .description(sentence('rollback.help'))
        .option('--to <id>', sentence('rollback.to')),
    ),
  ).addHelpText(
    'after',
    examples('rexflow rollback web --note "too slow"', 'rexflow rollback web1,web2 --to 6f0c7a52-... --batch 1'),
  );
  serve<[string[]], RequestOptions & RemarkOptions & TargetOptions & { to?: string }>(
    back,
    async (context, [apps], options) => {
      const client = context.client();
      const body = {
        ...givenTargets(apps, options),
        ...(options.to === undefined ? {} : { to: options.to }),
        ...givenStrategy(options),
        ...givenRemarks(context, options),
      };
      const release = await createRequest(client, 'createRollback', body, options.idempotencyKey);
      return await watchToEnd(context, client, release, options.wait);
    },
  );

  const promote = addInformationOptions(
    addDriftOption(
      addStrategyOptions(
        addTargetOptions(program.command('promote'))
          .argument('<apps...>', sentence('apps.named'))
          .description(sentence('promote.help'))
          .requiredOption('--from <environment>', sentence('promote.from'))
          .option('--release <stamp>', sentence('promote.release')),
      ),
    ),
  ).addHelpText(
    'after',
    examples('rexflow promote web --from uat', 'rexflow promote web --from uat --release 20260131_120000'),
  );
  type PromoteOptions = RequestOptions &
    DriftOptions &
    InformationOptions &
    TargetOptions & { from: string; release?: string };
  serve<[string[]], PromoteOptions>(promote, async (context, [apps], options) => {
    const client = context.client();
    const { from, release: stamp } = options;
    const body = {
      ...givenTargets(apps, options),
      from,
      ...(stamp === undefined ? {} : { release: stamp }),
      ...givenStrategy(options),
      ...givenDrift(options),
      ...givenInformation(context, options, { built: false }),
    };
    const release = await createRequest(client, 'createPromotion', body, options.idempotencyKey);
    return await watchToEnd(context, client, release, options.wait);
  });
};
