# shellcheck shell=sh
# Puts our name on an app in place of another installation's.
#
# All that the other installation has under way here ends: its fence is older now, its transfers are ended, and a host that waits
# for its word (`confirm`) waits no more, since nobody would give it.
# lib: holder lock journal startTime transferProcesses
takes_over=yes
enter
[ "$ours" = yes ] || [ -z "$held_by" ] || tell_holder
end_carriers
for waiting_for in "$state"/watch.*; do
  [ ! -e "$waiting_for" ] || printf '%s watch ended\n' "${waiting_for##*/watch.}" >>"$state/journal" || unwritable "$state/journal"
done
say taken yes
