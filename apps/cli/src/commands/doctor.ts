import type { PartView } from '#api';
import type { DoctorAppFindings, Finding } from '#contract';
import { ProblemError } from '#api/client';
import { exits } from '../errors/exits.js';
import type { CliContext } from '../context/cliContext.js';
import { errorAtTerminal } from '../language/errorAtTerminal.js';
import { findingLines } from '../output/findings.js';
import { day } from '../output/figures.js';
import { runAction } from '../requests/runAction.js';
import { examples, namesOf, type AddCommand } from './command.js';
import { sentence } from '../language/sentence.js';

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
  const message = sentence('doctor.well', { n: well.length });
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
    { name: 'gateway', state: 'ok', message: sentence('doctor.answers', { base: client.base }), advice: null },
    {
      name: 'token',
      state: ends ? 'warning' : 'ok',
      message: sentence('doctor.token', { user: me.user.name, until: day(me.expiresAt) }),
      advice: ends ? sentence('doctor.tokenEnds') : null,
    },
    ...findings,
  ];
}

/** Where everybody's hosts are asked for and there is nobody yet, as after an installation. */
const noApps = (): Finding => ({
  name: 'hosts',
  state: 'warning',
  message: sentence('doctor.noApp'),
  advice: sentence('doctor.addApps'),
});

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
    .argument('[apps...]', sentence('doctor.apps'))
    .description(sentence('doctor.help'))
    .option('--no-hosts', sentence('doctor.noHosts'))
    .option('--all', sentence('doctor.all'))
    .addHelpText('after', examples('rexflow doctor', 'rexflow doctor web --json'));
  serve<[string[]], { hosts: boolean; all?: true }>(command, async (context, [names], { hosts, all }) => {
    const ofInstallation = await ofGateway(context);
    const looked = hosts ? await ofHosts(context, names) : [];
    const own = looked === null ? [...ofInstallation, noApps()] : ofInstallation;
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
