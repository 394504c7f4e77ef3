import { application } from '../host/application.js';
import { links } from '../host/links.js';
import type { Step } from '../step.js';
import { hostScript, restartSeconds } from './hostScript.js';
import { switchValues } from './switching.js';

/** Puts the previous release directory back and sees to it that the application runs from it. */
export const putBack = String.raw`
put_back() {
  place_of "$program_before" "$program_aside"
  program_home=$place
  resolve "$program_link"
  live=$real
  if [ -z "$program_home" ]; then
    [ -n "$live" ] || return 0
    die NO_PREVIOUS "app=$app_key" "reason=this was its first release on this host"
  fi
  config_home=
  if [ -n "$config_link" ]; then
    place_of "$config_before" "$config_aside"
    config_home=$place
  fi
  if [ "$restarts" = yes ] && { [ "$live" != "$program_home" ] || halted; }; then stop_application; fi
  if [ "$live" != "$program_home" ]; then
    if [ "$moves" = yes ] && [ "$program_home" = "$program_aside" ] && [ "$program_before" != "$program_link" ]; then
      mv -T "$program_aside" "$program_before" && program_home=$program_before ||
        die SWITCH_FAILED "path=$program_before" "reason=cannot be moved back from $program_aside"
    fi
  fi
  resolve "$config_link"
  if [ "$live" != "$program_home" ] || [ "$real" != "$config_home" ]; then
    ready_switch "$program_home" "$config_home"
    finish_switch
  fi
  say_real program_now "$program_link"
  [ -z "$config_link" ] || say_real config_now "$config_link"
  if [ "$restarts" = yes ] && none_left; then start_application; fi
}
`;

const body = String.raw`
enter
once
note 'watch ended'
tidy() { unfinished; }
put_back
forget_pairs
say_processes processes
say_when ended
`;

const backStep = (name: string): Step => ({
  name,
  instruct: (context) =>
    hostScript(context, name, restartSeconds(context), [application, links, putBack, body], {
      ...switchValues(context),
      app_key: context.app.appKey,
    }),
});

/** Undo on the host that failed. */
export const revert: Step = backStep('revert');

/** Undo on a host that did well, because the release as a whole did not. */
export const takeBack: Step = backStep('takeBack');
