import { script } from '#shell';
import { application } from '../host/application.js';
import { links } from '../host/links.js';
import { prelude } from '../host/prelude.js';
import type { Step } from '../model/step.js';
import { commonValues } from './hostScript.js';
import { switchValues } from './switching.js';

const body = String.raw`
at_home() {
  place_of "$2" "$3"
  [ -n "$place" ] && same_place "$1" "$place"
}
if at_home "$program_link" "$program_before" "$program_aside" &&
  { [ -z "$config_link" ] || at_home "$config_link" "$config_before" "$config_aside"; }; then say look_home yes; else say look_home no; fi
say_real look_program "$program_link"
say_processes look_processes
`;

/**
 * Looks, after going back failed, whether the previous release is live and the application runs: what could not be done or
 * written down is one thing, where the host stands another. Takes no lock and changes nothing.
 */
export const look: Step = {
  name: 'look',
  instruct: (context) => ({
    do: 'script',
    script: script([prelude, application, links, body].join('\n'), {
      ...commonValues(context, 'look'),
      ...switchValues(context),
    }),
    deadlineMs: Math.round(context.settings.command * 1000),
  }),
};
