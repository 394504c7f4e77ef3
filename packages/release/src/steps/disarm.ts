import { links } from '../host/links.js';
import type { Step } from '../model/step.js';
import { hostScript } from './hostScript.js';
import { switchValues } from './switching.js';

const body = String.raw`
enter
unfinished
forget_pairs
say disarmed yes
`;

/** Takes back what made a host ready for a switch that does not come. */
export const disarm: Step = {
  name: 'disarm',
  optional: true,
  applies: ({ neverReached }) => !neverReached,
  instruct: (context) => hostScript(context, 'disarm', context.settings.command, [links, body], switchValues(context)),
};
