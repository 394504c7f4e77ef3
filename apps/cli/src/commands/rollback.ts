import { finish, post } from '../requests/finish.js';
import { examples, mannerOf, namesOf, takesManner, type AddCommand, type Asking } from './command.js';

/** rollback, promote */
export const rollback: AddCommand = (program, serve) => {
  const back = takesManner(
    program
      .command('rollback')
      .argument('<apps...>', 'app_key or local_name; all is every app')
      .description('go back to an earlier release')
      .option('--to <id>', 'a release by its id, or the randomStr of one of its records; the one before if absent'),
  ).addHelpText('after', examples('rexflow rollback web', 'rexflow rollback web1,web2 --to 6f0c7a52-... --batch 1'));
  serve<[string[]], Asking & { to?: string }>(back, async (house, [apps], options) => {
    const api = house.api();
    const body = { apps: namesOf(apps), ...(options.to === undefined ? {} : { to: options.to }), ...mannerOf(options) };
    const release = await post(api, 'createRollback', { body }, options.idempotencyKey);
    return await finish(house, api, release, options.wait);
  });

  const promote = takesManner(
    program
      .command('promote')
      .argument('<apps...>', 'app_key or local_name; all is every app')
      .description('release what is live in another environment')
      .requiredOption('--from <environment>', 'where it is live')
      .option('--release <stamp>', 'YYYYMMDD_HHmmss the source has to run; refused when it runs another'),
  ).addHelpText(
    'after',
    examples('rexflow promote web --from uat', 'rexflow promote web --from uat --release 20260131_120000'),
  );
  serve<[string[]], Asking & { from: string; release?: string }>(promote, async (house, [apps], options) => {
    const api = house.api();
    const { from, release: stamp } = options;
    const body = {
      apps: namesOf(apps),
      from,
      ...(stamp === undefined ? {} : { release: stamp }),
      ...mannerOf(options),
    };
    const release = await post(api, 'createPromotion', { body }, options.idempotencyKey);
    return await finish(house, api, release, options.wait);
  });
};
