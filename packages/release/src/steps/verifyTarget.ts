import { links } from '../host/links.js';
import type { Step } from '../model/step.js';
import { hostScript } from './hostScript.js';
import { switchValues } from './switching.js';

const body = String.raw`
enter
target_at "$program"
program=$real
say target_program "$program"
if [ -n "$config" ]; then
  target_at "$config"
  config=$real
  say target_config "$config"
fi
ready_switch "$program" "$config"
say target ok
`;

/** Sees the directories a rollback goes back to before anything is stopped, and makes the host ready to be switched. */
export const verifyTarget: Step = {
  name: 'verifyTarget',
  instruct: (context) =>
    hostScript(context, 'verifyTarget', context.settings.command, [links, body], {
      ...switchValues(context),
      program: context.target!.program,
      config: context.target!.config ?? '',
    }),
};
