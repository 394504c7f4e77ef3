import { longestCommand, mostParallel } from '#contract';
import { commandParameter, textParameter, type Parameter } from './parameter.js';
import { given, type WireParameters } from './words.js';

/** The parameters of an action that runs a command. */
export const commandParameters: Readonly<Record<'cmd' | 'within' | 'parallel', Parameter>> = {
  cmd: commandParameter('shell command, as the ssh user of the host'),
  within: textParameter(
    `seconds it may take on a host, 1 to ${longestCommand}`,
    4,
    '^([1-9][0-9]{0,2}|[12][0-9]{3}|3[0-5][0-9]{2}|3600)$',
  ),
  parallel: textParameter(`hosts it runs on at once, 1 to ${mostParallel}`, 4, '^([1-9][0-9]{0,2}|1000)$'),
};

interface Command {
  command: string;
  within?: number;
  parallel?: number;
}

const numberOf = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));

/** The command that these parameters ask for. */
export function commandOf({ cmd = '', within, parallel }: WireParameters): Command {
  const bounds = { within: numberOf(within), parallel: numberOf(parallel) };
  return {
    command: cmd,
    ...(bounds.within !== undefined && { within: bounds.within }),
    ...(bounds.parallel !== undefined && { parallel: bounds.parallel }),
  };
}

/** A command as those parameters. */
export const spellCommand = ({ command, within, parallel }: Command): WireParameters => ({
  cmd: command,
  ...given({ within, parallel }),
});
