# shellcheck shell=sh
# A dead man's switch: puts the previous release back unless somebody confirmed or undid the release in time.
#
# It runs on the host in a session of its own and waits until `due` (milliseconds since 1970), which stands in front of it. It looks
# under the lock, so an activation at work is never cut in two; it asks for no fence, since whoever holds the lease now has
# not been heard of.
# args: program_target app_key
# lib: journal service processes uptime application currentLink switchLink movable adopt environmentBack putBack
over() { recall; noted 'watch ended' || noted 'watch fired'; }
# shellcheck disable=SC2154 # It stands in front of the script: see lib/setWatch.sh.
while clock && [ "$at" -lt "$due" ]; do
  # Who removed the place of locks and journals has taken the way back with it.
  [ -d "$state" ] || exit 0
  ! over || exit 0
  sleep 0.2 2>/dev/null || sleep 1
done
exec 9>"$state/lock"
flock 9
! over || exit 0
note 'watch fired'
# This shell keeps it open and reads on; secrets may stand in it.
rm -f -- "$0" || true
same_place "$program_link" "$program_target" || none_left || exit 0
put_back
