import type { Finding, PartView } from '#contract';
import { exits } from '../exits.js';
import type { House } from '../house.js';
import type { Paint } from '../say/paint.js';
import { tame } from '../say/width.js';
import { perform } from './actions.js';
import { examples, namesOf, type AddCommand } from './command.js';

function findingLines({ name, state, message, advice }: Finding, { green, yellow, red, bold }: Paint): string[] {
  const sign = state === 'ok' ? green('✓') : state === 'warning' ? yellow('!') : red('✗');
  return [`${sign} ${name}: ${tame(message)}`, ...(advice === null ? [] : [`    ${bold('do:')} ${tame(advice)}`])];
}

/** What was found on one host; a host that could not be looked at is a finding of its own. */
function onHost({ app, host, trouble, facts }: PartView): Finding[] {
  const { findings = [] } = facts as { findings?: Finding[] };
  const found = findings.map((one) => ({ ...one, name: `${app} (${host}) ${one.name}` }));
  if (trouble === null) return found;
  return [
    ...found,
    {
      name: `${app} (${host})`,
      state: 'failed',
      message: `${trouble.code} ${trouble.message}`,
      advice: trouble.advice,
    },
  ];
}

async function ofGateway(house: House): Promise<Finding[]> {
  const api = house.api();
  const me = await api.ask('getMe');
  const { findings } = await api.ask('examineHouse');
  const days = (Date.parse(me.expiresAt) - Date.now()) / 86_400_000;
  const ends = days < 2;
  return [
    { name: 'gateway', state: 'ok', message: `it answers at ${api.base}`, advice: null },
    {
      name: 'token',
      state: ends ? 'warning' : 'ok',
      message: `of ${me.user.name}, valid for ${days.toFixed(1)} days`,
      advice: ends ? 'sign in again before it ends: rexflow login' : null,
    },
    ...findings,
  ];
}

/** doctor */
export const doctor: AddCommand = (program, serve) => {
  const command = program
    .command('doctor')
    .argument('[apps...]', 'apps whose hosts are looked at; all of them if absent')
    .description('look whether the gateway, Redis, MySQL, workers and hosts are as rexflow needs them')
    .option('--no-hosts', 'leave the hosts alone')
    .addHelpText('after', examples('rexflow doctor', 'rexflow doctor web --json'));
  serve<[string[]], { hosts: boolean }>(command, async (house, [names], { hosts }) => {
    const findings = await ofGateway(house);
    const k = names.length === 0 ? 'all' : namesOf(names).join(' ');
    const looked = hosts ? await perform(house, 'doctor', { k }, { quiet: true }) : null;
    findings.push(...(looked?.apps.flatMap(onHost) ?? []));
    const worst = (['failed', 'warning', 'ok'] as const).find((state) => findings.some((one) => one.state === state));
    house.answer({ state: worst ?? 'ok', findings }, () =>
      findings.flatMap((finding) => findingLines(finding, house.paint)),
    );
    return worst === 'failed' ? exits.amiss : exits.done;
  });
};
