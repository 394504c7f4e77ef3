import { application } from '../host/application.js';
import { links } from '../host/links.js';
import { asidePaths, linked } from '../paths.js';
import type { Step } from '../step.js';
import { hostScript, restartSeconds } from './hostScript.js';

const body = String.raw`
enter
program_home=$(place_of "$program_before" "$program_aside")
[ -n "$program_home" ] || die NO_PREVIOUS "app=$app_key" "reason=this was its first release on this host"
config_home=
[ -z "$config_link" ] || config_home=$(place_of "$config_before" "$config_aside")
live=$(resolve "$program_link")
if [ "$live" != "$program_home" ]; then
  [ "$restarts" = no ] || stop_application
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
if [ "$restarts" = yes ] && [ -z "$(processes)" ]; then start_application; fi
say processes "$(count)"
say ended "$(now)"
`;

/** Undo: puts the previous release directory back and starts the application from it. */
export const revert: Step = {
  name: 'revert',
  instruct: (context) => {
    const { app, facts, settings, stamp } = context;
    const before = facts.program_before ?? '';
    const aside = asidePaths(app, stamp, settings.backupDir, before || app.programLink);
    return hostScript(context, 'revert', restartSeconds(context), [application, links, body], {
      app_key: app.appKey,
      restarts: app.restarts ? 'yes' : 'no',
      program_link: app.programLink,
      config_link: app.layout === 'separate' ? app.configLink : '',
      program_before: before,
      config_before: facts.config_before ?? '',
      program_aside: aside.program,
      config_aside: aside.config,
      linked: linked(app, settings.plainLinks),
      moves: aside.moves ? 'yes' : 'no',
    });
  },
};
