import { script } from '#shell';
import type { App } from '../app.js';
import { drift as driftParts } from '../host/drift.js';
import { links } from '../host/links.js';
import { prelude } from '../host/prelude.js';
import { proof } from '../host/proof.js';
import { hostPaths } from '../paths.js';
import type { Step } from '../step.js';

const body = String.raw`
resolve "$config_link"
config_live=$real
resolve "$program_link"
live=$real
say program_live "$live"
[ -z "$config_link" ] || say config_live "$config_live"
say_holder
sealed_as "$live"
if [ -z "$live" ] || [ ! -s "$seen.list" ]; then say drift unknown; exit 0; fi
sum_of "$seen.list"
say sealed_sum "$sum"
found=$(drift_of "$live" "$seen.list" "$seen.files" | sed 's|^\([a-z]*\) |\1 program/|')
if [ -n "$config_link" ] && [ -d "$config_link/" ] && [ -s "$seen.config" ]; then
  more=$(drift_of "$config_live" "$seen.config" "$seen.files" | sed 's|^\([a-z]*\) |\1 config/|')
  found=$(printf '%s\n%s' "$found" "$more" | sed '/^$/d')
fi
count_of() { printf '%s\n' "$found" | grep -c "^$1 "; }
if [ -z "$found" ]; then say drift exact; else say drift drifted; fi
say drift_changed $(($(count_of changed) + $(count_of unreadable)))
say drift_deleted "$(count_of deleted)"
say drift_added "$(count_of added)"
say64 drift_paths "$(printf '%s\n' "$found" | head -n 200)"
`;

/** A script that tells what is live on a host and whether it still is what was released; it changes nothing. */
export function driftScript(app: App, baseappDir: string): string {
  return script([prelude, links, proof, driftParts, body].join('\n'), {
    state: hostPaths(app, '', baseappDir).state,
    program_link: app.programLink,
    config_link: app.layout === 'separate' ? app.configLink : '',
  });
}

/** `drift`: holds what is live against the list it was sealed with; needs no lease. */
export const drift: Step = {
  name: 'drift',
  instruct: ({ app, settings }) => ({
    do: 'script',
    script: driftScript(app, settings.baseappDir),
    deadlineMs: Math.round(settings.command * 1000),
  }),
};
