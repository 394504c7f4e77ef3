import { script } from '#shell';
import { application } from '../host/application.js';
import { links } from '../host/links.js';
import { prelude } from '../host/prelude.js';
import { wayBack } from '../host/wayBack.js';
import type { Step } from '../model/step.js';
import { entryValues } from './hostScript.js';
import { knownLive, switchValues } from './switching.js';

const body = String.raw`
look_for_lost_link
say_lost_link "$lost"
# What lies behind the links is there again when they are.
[ "$restarts" = no ] || { [ -f "$init" ] && [ -x "$init" ]; } || [ "$lost" = removed ] || die INIT_MISSING "path=$init"
for place in "${'$'}{program_link%/*}" "${'$'}{program%/*}" ${'$'}{config_link:+"${'$'}{config_link%/*}"}; do
  existing "$place"
  [ -w "$there" ] || not_writable "$place"
done
for tool in flock tar; do
  command -v "$tool" >/dev/null || could_not "start $tool" 127 "it is not installed"
done
say_processes processes
existing "${'$'}{program%/*}"
room_at "$there" || room_at "$there" || could_not "see what is free at $there" 1
say free_bytes $((free * 1024))
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
      script: script([prelude, application, links, wayBack, body].join('\n'), {
        ...entryValues(context, 'preview'),
        ...switchValues(context),
        ...knownLive(context),
        key: app.processKey,
        init: app.init,
        program: paths.program,
      }),
      deadlineMs: Math.round(settings.command * 1000),
    };
  },
};
