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
  examples,
  givenStrategy,
  givenTargets,
  addStrategyOptions,
  addTargetOptions,
  type AddCommand,
  type RequestOptions,
  type TargetOptions,
} from './command.js';

/** rollback, promote */
export const rollbackCommands: AddCommand = (program, serve) => {
  const back = addRemarkOptions(
    addStrategyOptions(
      addTargetOptions(program.command('rollback'))
        .argument('<apps...>', 'app_key or local_name; all is every app')
        .description('go back to an earlier release')
        .option('--to <id>', 'a release by its id, or the randomStr of one of its records; the one before if absent'),
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
    addStrategyOptions(
      addTargetOptions(program.command('promote'))
        .argument('<apps...>', 'app_key or local_name; all is every app')
        .description('release what is live in another environment')
        .requiredOption('--from <environment>', 'where it is live')
        .option('--release <stamp>', 'YYYYMMDD_HHmmss the source has to run; refused when it runs another'),
    ),
  ).addHelpText(
    'after',
    examples('rexflow promote web --from uat', 'rexflow promote web --from uat --release 20260131_120000'),
  );
  type PromoteOptions = RequestOptions & InformationOptions & TargetOptions & { from: string; release?: string };
  serve<[string[]], PromoteOptions>(promote, async (context, [apps], options) => {
    const client = context.client();
    const { from, release: stamp } = options;
    const body = {
      ...givenTargets(apps, options),
      from,
      ...(stamp === undefined ? {} : { release: stamp }),
      ...givenStrategy(options),
      ...givenInformation(context, options, { built: false }),
    };
    const release = await createRequest(client, 'createPromotion', body, options.idempotencyKey);
    return await watchToEnd(context, client, release, options.wait);
  });
};
