import type { PartView } from '#api';
import type { DoctorAppFindings, Finding } from '#contract';
import { ProblemError } from '#api/client';
import { exits } from '../errors/exits.js';
import type { CliContext } from '../context/cliContext.js';
import { errorAtTerminal } from '../language/errorAtTerminal.js';
import type { Paint } from '../output/paint.js';
import { counted, day } from '../output/figures.js';
import { printable } from '../output/width.js';
import { runAction } from './actions.js';
import { examples, namesOf, type AddCommand } from './command.js';

function findingLines({ name, state, message, advice }: Finding, { green, yellow, red, bold }: Paint): string[] {
  const sign = state === 'ok' ? green('✓') : state === 'warning' ? yellow('!') : red('✗');
  return [
    `${sign} ${name}: ${printable(message)}`,
    ...(advice === null ? [] : [`    ${bold('do:')} ${printable(advice)}`]),
  ];
}

/** What was found on one host; a host that could not be looked at is a finding of its own. */
function onHost({ app, host, trouble, facts }: PartView): Finding[] {
  const { findings = [] } = facts as Partial<DoctorAppFindings>;
  const found = findings.map((one) => ({ ...one, name: `${app} (${host}) ${one.name}` }));
  if (trouble === null) return found;
  const words = errorAtTerminal(trouble);
  return [
    ...found,
    {
      name: `${app} (${host})`,
      state: 'failed',
      message: `${trouble.code} ${words.message}`,
      advice: words.advice,
    },
  ];
}

/** What is well on a host in one line, where nobody wants all of it. */
function inBrief(part: PartView): Finding[] {
  const found = onHost(part);
  const well = found.filter(({ state }) => state === 'ok');
  const message = `${counted(well.length, 'thing')} looked at and well`;
  const one: Finding = { name: `${part.app} (${part.host})`, state: 'ok', message, advice: null };
  return [...(well.length > 0 ? [one] : []), ...found.filter(({ state }) => state !== 'ok')];
}

async function ofGateway(context: CliContext): Promise<Finding[]> {
  const client = context.client();
  const me = await client.call('getMe');
  const { findings } = await client.call('getInstallationReport');
  const left = Date.parse(me.expiresAt) - Date.now();
  const ends = left < 10 * 60_000;
  return [
    { name: 'gateway', state: 'ok', message: `it answers at ${client.base}`, advice: null },
    {
      name: 'token',
      state: ends ? 'warning' : 'ok',
      message: `of ${me.user.name}, valid until ${day(me.expiresAt)}`,
      advice: ends ? 'sign in again before it ends: rexflow login' : null,
    },
    ...findings,
  ];
}

/** Where everybody's hosts are asked for and there is nobody yet, as after an installation. */
const noApps: Finding = {
  name: 'hosts',
  state: 'warning',
  message: 'the catalogue has no app yet, so no host was looked at',
  advice:
    'Add a row to pre_server_detail for each app and host (manual, Hosts, "The catalogue": /docs/hosts), then ask again.',
};

async function ofHosts(context: CliContext, names: string[]): Promise<PartView[] | null> {
  const k = names.length === 0 ? 'all' : namesOf(names).join(' ');
  try {
    return (await runAction(context, 'doctor', { k }, { quiet: true })).apps;
  } catch (thrown) {
    if (names.length === 0 && thrown instanceof ProblemError && thrown.problem.code === 'APP_UNKNOWN') return null;
    throw thrown;
  }
}

/** doctor */
export const doctorCommand: AddCommand = (program, serve) => {
  const command = program
    .command('doctor')
    .argument('[apps...]', 'apps whose hosts are checked; all of them if absent')
    .description('check that gateway, Redis, MySQL, workers and hosts are as rexflow needs them')
    .option('--no-hosts', 'leave the hosts alone')
    .option('--all', 'list what is well on each host, too')
    .addHelpText('after', examples('rexflow doctor', 'rexflow doctor web --json'));
  serve<[string[]], { hosts: boolean; all?: true }>(command, async (context, [names], { hosts, all }) => {
    const ofInstallation = await ofGateway(context);
    const looked = hosts ? await ofHosts(context, names) : [];
    const own = looked === null ? [...ofInstallation, noApps] : ofInstallation;
    const parts = looked ?? [];
    const findings = [...own, ...parts.flatMap(onHost)];
    const worst = (['failed', 'warning', 'ok'] as const).find((state) => findings.some((one) => one.state === state));
    context.answer({ state: worst ?? 'ok', findings }, () => {
      const shown = all ? findings : [...own, ...parts.flatMap(inBrief)];
      return shown.flatMap((finding) => findingLines(finding, context.paint));
    });
    return worst === 'failed' ? exits.amiss : exits.done;
  });
};
