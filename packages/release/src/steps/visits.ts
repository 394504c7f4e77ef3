import { script } from '#shell';
import { application } from '../host/application.js';
import { links } from '../host/links.js';
import { prelude } from '../host/prelude.js';
import type { Step } from '../model/step.js';
import { hostScript, restartSeconds } from './hostScript.js';

const serviceBody = String.raw`
[ -f "$init" ] && [ -x "$init" ] || die INIT_MISSING "path=$init"
enter
once
reserve || unwritable "$state/journal.spare"
say_processes before
before=$many
case $verb in stop | restart) ! marked stopped && { stop_application; mark stopped; } ;; esac
case $verb in start | restart)
  if [ "$verb" = restart ] || [ "$before" -eq 0 ]; then ! marked started && { start_application; mark started; }; fi ;;
esac
tell_init
! marked started || say came_up yes
say_processes after
if [ "$verb" = stop ]; then [ "$many" -eq 0 ] || die STOP_FAILED "processes=$many"
else [ "$many" -gt 0 ] || require_running; fi
`;

/**
 * `service`: start, stop or restart by the init script; start of a running and stop of a stopped one do nothing. What was started is
 * asked at its URL afterwards, as after a release.
 */
export const service: Step = {
  name: 'service',
  instruct: (context) =>
    hostScript(context, 'service', restartSeconds(context), [application, serviceBody], {
      verb: context.parameters.a ?? '',
    }),
};

const checkBody = String.raw`
yes() { if "$@"; then echo 1; else echo 0; fi; }
say_processes processes
say init "$(yes [ -e "$init" ])"
say program_dir "$(yes [ -e "$program_link" ])"
say config_dir "$(yes [ -e "$config_link" ])"
say_real program_live "$program_link"
say_real config_live "$config_link"
say_holder
for link in "$program_link" "$config_link"; do
  ! is_lost "$link" || die LINK_LOST "path=$link" "target=$(readlink "$link")"
done
`;

/** `check`: looks at processes, init script and directories; changes nothing, needs no lease. */
export const check: Step = {
  name: 'check',
  instruct: ({ app, settings, paths }) => ({
    do: 'script',
    script: script([prelude, application, links, checkBody].join('\n'), {
      state: paths.state,
      key: app.processKey,
      init: app.init,
      program_link: app.programLink,
      config_link: app.configLink,
    }),
    deadlineMs: Math.round(settings.command * 1000),
  }),
};
