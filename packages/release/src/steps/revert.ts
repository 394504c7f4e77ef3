import { application } from '../host/application.js';
import { links } from '../host/links.js';
import type { Step } from '../step.js';
import { hostScript, restartSeconds } from './hostScript.js';
import { switchValues } from './switching.js';

/** Puts the previous release directory back and sees to it that the application runs from it. */
export const putBack = String.raw`
put_back() {
  program_home=$(place_of "$program_before" "$program_aside")
  live=$(resolve "$program_link")
  if [ -z "$program_home" ]; then
    [ -n "$live" ] || return 0
    die NO_PREVIOUS "app=$app_key" "reason=this was its first release on this host"
  fi
  config_home=
  [ -z "$config_link" ] || config_home=$(place_of "$config_before" "$config_aside")
  if [ "$restarts" = yes ] && { [ "$live" != "$program_home" ] || halted; }; then stop_application; fi
  if [ "$live" != "$program_home" ]; then
    if [ "$moves" = yes ] && [ "$program_home" = "$program_aside" ] && [ "$program_before" != "$program_link" ]; then
      mv -T "$program_aside" "$program_before" && program_home=$program_before ||
        die SWITCH_FAILED "path=$program_before" "reason=cannot be moved back from $program_aside"
    fi
  fi
  if [ "$live" != "$program_home" ] || [ "$(resolve "$config_link")" != "$config_home" ]; then
    ready_switch "$program_home" "$config_home"
    finish_switch
  fi
  say program_now "$(resolve "$program_link")"
  [ -z "$config_link" ] || say config_now "$(resolve "$config_link")"
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
say processes "$(count)"
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
