import { script } from '#shell';
import { application } from '../host/application.js';
import { links } from '../host/links.js';
import { prelude } from '../host/prelude.js';
import type { Step } from '../step.js';
import { hostScript, restartSeconds } from './hostScript.js';

const serviceBody = String.raw`
[ -x "$init" ] || die INIT_MISSING "path=$init"
enter
once
say_processes before
before=$many
case $verb in stop | restart) ! marked stopped && { stop_application; mark stopped; } ;; esac
case $verb in start | restart)
  if [ "$verb" = restart ] || [ "$before" -eq 0 ]; then ! marked started && { start_application; mark started; }; fi ;;
esac
tell_init
say_processes after
`;

/** `service`: start, stop or restart by the init script; start of a running and stop of a stopped one do nothing. */
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
