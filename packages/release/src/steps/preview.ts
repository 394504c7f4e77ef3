import { script } from '#shell';
import { application } from '../host/application.js';
import { links } from '../host/links.js';
import { prelude } from '../host/prelude.js';
import type { Step } from '../step.js';
import { entryValues } from './hostScript.js';

const body = String.raw`
[ "$restarts" = no ] || [ -x "$init" ] || die INIT_MISSING "path=$init"
there() { at=$1; while [ ! -e "$at" ]; do at=$(dirname "$at"); done; printf %s "$at"; }
for place in "$(dirname "$program_link")" "$(dirname "$program")" ${'$'}{config_link:+"$(dirname "$config_link")"}; do
  [ -w "$(there "$place")" ] || die NOT_WRITABLE "path=$place" "user=$(id -un)"
done
for tool in flock tar; do
  command -v "$tool" >/dev/null || die COMMAND_FAILED "what=looking for $tool" status=127 "reason=it is not installed"
done
say_processes processes
free=$(df -Pk "$(there "$(dirname "$program")")" | awk 'NR == 2 { print $4 }')
[ -z "$free" ] || say free_bytes $((free * 1024))
read_holder || unwritable "$state/installation"
[ -z "$held_by" ] || [ "$held_by" = "$installation" ] || held_by_other
`;

/** `plan`: looks whether the host would take a release now; changes nothing, needs no lease. */
export const preview: Step = {
  name: 'preview',
  instruct: (context) => {
    const { app, settings, paths } = context;
    return {
      do: 'script',
      script: script([prelude, application, links, body].join('\n'), {
        ...entryValues(context, 'preview'),
        key: app.processKey,
        init: app.init,
        restarts: app.restarts ? 'yes' : 'no',
        program: paths.program,
        program_link: app.programLink,
        config_link: app.layout === 'separate' ? app.configLink : '',
      }),
      deadlineMs: Math.round(settings.command * 1000),
    };
  },
};
