import { links } from '../host/links.js';
import type { Step } from '../step.js';
import { hostScript } from './hostScript.js';

const body = String.raw`
enter
live=$(resolve "$program_link")
for directory in "$program" "$config"; do
  [ -n "$directory" ] && [ "$directory" != "$live" ] && [ "$directory" != "$(resolve "$config_link")" ] || continue
  rm -rf "$directory" "$directory.part"
done
say discarded yes
`;

/** Takes away what an abandoned release brought to a host that was not switched. */
export const discard: Step = {
  name: 'discard',
  optional: true,
  instruct: (context) =>
    hostScript(context, 'discard', context.settings.command, [links, body], {
      program_link: context.app.programLink,
      config_link: context.app.configLink,
      program: context.paths.program,
      config: context.paths.config ?? '',
    }),
};
