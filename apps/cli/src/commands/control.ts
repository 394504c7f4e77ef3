import { exitOfRelease, exits } from '../errors/exits.js';
import { finish } from '../requests/finish.js';
import { releaseLines, troubles, verdict } from '../output/release.js';
import { watch } from '../requests/watch.js';
import { examples, takesWait, type AddCommand, type Waiting } from './command.js';

/** status, cancel, retry */
export const control: AddCommand = (program, serve) => {
  const status = program
    .command('status')
    .argument('<id>', 'of a release or another request')
    .description('show a release as it stands')
    .option('--wait', 'watch it until it has ended; the exit status tells how')
    .addHelpText(
      'after',
      examples('rexflow status 6f0c7a52-... --wait', 'rexflow status 6f0c7a52-... --json | jq .outcome'),
    );
  serve<[string], { wait?: true }>(status, async (house, [id], { wait }) => {
    const api = house.api();
    const release = await api.ask('getRelease', { path: { id } });
    if (wait && release.state !== 'settled') return await finish(house, api, release, true);
    house.answer(release, () => releaseLines(release, house.paint));
    return wait ? exitOfRelease(release) : exits.done;
  });

  const cancel = program
    .command('cancel')
    .argument('<id>', 'of a release or another request')
    .description('stop a release at the next safe point')
    .option('--no-wait', 'come back as soon as it is told to stop')
    .option('--wait', 'watch until it has stopped (default)');
  serve<[string], Waiting>(cancel, async (house, [id], { wait }) => {
    const api = house.api();
    const told = await api.ask('cancelRelease', { path: { id } });
    const release = wait && told.state !== 'settled' ? await watch(api, told, house) : told;
    house.answer(release, () => [...troubles(release, house.paint), verdict(release, house.paint)]);
    return exits.done;
  });

  const retry = takesWait(
    program
      .command('retry')
      .argument('<id>', 'of a release that has ended')
      .description('do it once more, with the same bundle, where it was not done'),
  );
  serve<[string], Waiting>(retry, async (house, [id], { wait }) => {
    const api = house.api();
    const release = await api.ask('retryRelease', { path: { id } });
    return await finish(house, api, release, wait);
  });
};
