import { application } from '../host/application.js';
import { links } from '../host/links.js';
import type { Step, StepContext } from '../step.js';
import { hostScript, restartSeconds } from './hostScript.js';
import { switchValues } from './switching.js';

const body = String.raw`
enter
[ -d "$program_target" ] || die TARGET_GONE "path=$program_target"
[ -z "$config_link" ] || [ -d "$config_target" ] || die TARGET_GONE "path=$config_target"
told=no
meanwhile() {
  [ "$told" = no ] || return 0
  told=yes
  say program_now "$(readlink -f "$program_link")"
  [ -z "$config_link" ] || say config_now "$(readlink -f "$config_link")"
  say program_lies "$(place_of "$program_before" "$program_aside")"
  [ -z "$config_link" ] || say config_lies "$(place_of "$config_before" "$config_aside")"
  say size "$(du -sh "$program_target" $config_target | tr '\t\n' '  ' | sed 's/ *$//')"
}
stopped=no switched=no started=no
! marked stopped || stopped=yes
! marked switched || switched=yes
! marked started || started=yes
if [ "$switched" = no ]; then
  trap unfinished EXIT
  ready_switch "$program_target" "$config_target"
fi
if [ "$restarts" = yes ] && [ "$stopped" = no ]; then stop_application; mark stopped; fi
if [ "$switched" = no ]; then
  finish_switch
  if [ "$moves" = yes ] && [ -n "$program_before" ] && [ -d "$program_before" ] && [ ! -L "$program_before" ]; then
    mkdir -p "$(dirname "$program_aside")" && mv -T "$program_before" "$program_aside" ||
      die SWITCH_FAILED "path=$program_before" "reason=cannot be moved to $program_aside"
  fi
  mark switched
fi
if [ "$restarts" = yes ]; then
  resumed=
  [ "$switched" = no ] || resumed=resumed
  if [ "$started" = no ]; then start_application $resumed; mark started; fi
else
  [ -n "$(processes)" ] || die START_FAILED "reason=no process with the key $key, and is_restart_status forbids to start one"
fi
meanwhile
forget_pairs
say processes "$(count)"
say ended "$(now)"
`;

/** Where the live links shall point: a rollback's target, else this request's release directories. */
function goal({ target, paths }: StepContext): { program: string; config: string } {
  return target
    ? { program: target.program, config: target.config ?? '' }
    : { program: paths.program, config: paths.config ?? '' };
}

/**
 * Stop, switch the live links, start, count: one script, marked in the host's journal part by part. What can be done while
 * the application still runs, or runs again, is not done between.
 */
export const activate: Step = {
  name: 'activate',
  instruct: (context) => {
    const to = goal(context);
    return hostScript(context, 'activate', restartSeconds(context), [application, links, body], {
      ...switchValues(context),
      program_target: to.program,
      config_target: to.config,
    });
  },
};
