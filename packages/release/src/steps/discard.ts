import { carriers } from '../host/carriers.js';
import { links } from '../host/links.js';
import type { Step } from '../model/step.js';
import { hostScript } from './hostScript.js';
import { switchValues } from './switching.js';

const body = String.raw`
enter
end_carriers
unfinished
forget_pairs
resolve "$program_link"
live=$real
resolve "$config_link"
for directory in "$program" "$config"; do
  [ -n "$directory" ] && [ "$directory" != "$live" ] && [ "$directory" != "$real" ] || continue
  rm -rf "$directory" "$directory.part"
done
say discarded yes
`;

/** Takes away what an abandoned release brought to a host that was not switched. */
export const discard: Step = {
  name: 'discard',
  optional: true,
  applies: ({ neverReached }) => !neverReached,
  instruct: (context) =>
    hostScript(context, 'discard', context.settings.command, [links, carriers, body], {
      ...switchValues(context),
      program: context.paths.program,
      config: context.paths.config ?? '',
    }),
};
