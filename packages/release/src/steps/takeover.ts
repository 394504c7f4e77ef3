import { carriers } from '../host/carriers.js';
import type { Step } from '../model/step.js';
import { hostScript } from './hostScript.js';

/*
 * Whatever the other installation has under way here ends: its fence is older now, what it carries is ended, and a host that waits
 * for its word (`confirm`) waits no more, since nobody would give it.
 */
const body = String.raw`
takes_over=yes
enter
[ "$ours" = yes ] || [ -z "$held_by" ] || tell_holder
end_carriers
for waiting_for in "$state"/watch.*; do
  [ ! -e "$waiting_for" ] || printf '%s watch ended\n' "${'$'}{waiting_for##*/watch.}" >>"$state/journal" || unwritable "$state/journal"
done
say taken yes
`;

/** `takeover`: puts our name on the app of this host, with a fence above any seen there. Touches neither links nor processes. */
export const takeover: Step = {
  name: 'takeover',
  instruct: (context) => hostScript(context, 'takeover', context.settings.command, [carriers, body], {}),
};
