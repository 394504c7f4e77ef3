# shellcheck shell=sh
# Functions that stop and start an application by the functions of its service.
#
# `since` is the moment from which on what serves has to have begun, in clock ticks since the boot, and empty where nothing was stopped: what is
# found after a start may be what was to be stopped.
#
# `start_application resumed` looks first: what runs then was started by the same script before it was interrupted.
#
# A stop that was interrupted may take effect at any moment after it: it is noted in the journal before, so that nobody takes
# an application for running that is about to end.
#
# A script that has more to do may put it into `meanwhile`, which runs while a started application comes up. `pids` holds its
# processes then.
# args: stop_ms start_ms start_attempts stable_ms
# lib: journal service processes uptime
since='' touched=no
begin_anew() {
  count_now
  since=$now
}
require_new() {
  [ -n "$since" ] || return 0
  for pid; do
    if ticks_of "$pid"; then
      [ "$ticks" -ge "$since" ] ||
        die START_FAILED "reason=process $pid $service_name had begun before what was live was stopped: the new one does not run"
    elif [ -d "/proc/$pid" ]; then could_not "read /proc/$pid/stat" 1; fi
  done
}
await_none() { service_pids; await_gone 2000 $found; }
end_with() { service_kill "$1"; }
await_gone() {
  ms=$1; shift
  ! gone "$@" || return 0
  clock
  limit=$((at + ms))
  until gone "$@"; do
    clock
    [ "$at" -lt "$limit" ] || return 1
    nap
  done
}
stop_application() {
  if none_left && ! service_pending; then begin_anew; return 0; fi
  pids=$found touched=yes
  note stopping
  say_when stopping
  service_stop
  if ! await_gone "$stop_ms" $pids || ! none_left; then
    # A stop that did nothing is told, with what ended it.
    say ended_by TERM
    end_with TERM
    await_none || { say ended_by KILL; end_with KILL; }
    await_none || { service_output; service_pids; die STOP_FAILED "processes=$many"; }
  fi
  begin_anew
  say_when stopped
}
require_running() {
  clock
  appear=$((at + 1000))
  while none_left; do
    clock
    [ "$at" -lt "$appear" ] || die START_FAILED "reason=it was started, and no process $service_name is left"
    nap
  done
}
meanwhile() { :; }
# shellcheck disable=SC2120 # Scripts that cannot be resumed give it no word.
start_application() {
  clock
  began=$at
  limit_start=$((began + start_ms))
  attempt=1
  service_status=unknown
  pids=
  [ "${1-}" != resumed ] || none_left || pids=$found
  while :; do
    say starting "$began"
    # shellcheck disable=SC2034 # Read by revert.sh.
    [ -n "$pids" ] || { touched=yes; service_start; }
    clock
    appear=$((at + 1000))
    # It needs a moment to show itself; what is to be said of the switch fills that.
    meanwhile
    while none_left && clock && [ "$at" -lt "$appear" ]; do nap; done
    pids=$found
    if [ -n "$pids" ]; then
      clock
      stay=$((at + stable_ms))
      [ "$stable_ms" -gt 0 ] || break
      while clock && [ "$at" -lt "$stay" ] && ! gone $pids; do nap; done
      # A process in the middle of an exec has no command line: not to see it does not mean that it is gone.
      service_pids
      later=$found
      if { [ -n "$later" ] || ! gone $pids; } && service_stands; then pids=${later:-$pids}; break; fi
      pids=
    fi
    attempt=$((attempt + 1))
    clock
    if [ "$attempt" -gt "$start_attempts" ] || [ "$at" -ge "$limit_start" ]; then
      said=$(service_said)
      service_output
      die START_FAILED "reason=no process $service_name, $service_starter ended with status $service_status${said:+: $said}"
    fi
    began=$at
  done
  require_new $pids
  note up
  say_when started
  service_output
}
# The application runs on, and is told to load what is live now; one that does not run is started.
reload_application() {
  if none_left; then start_application; return; fi
  # shellcheck disable=SC2034 # Read by revert.sh.
  pids=$found touched=yes
  say_when reloading
  service_reload
  if [ "$service_status" -ne 0 ]; then
    said=$(tail -c 1000 "$state/init.reload.out" 2>/dev/null)
    service_output
    die RELOAD_FAILED "reason=it ended with status $service_status${said:+: $said}"
  fi
  meanwhile
  clock
  stay=$((at + stable_ms))
  while clock && [ "$at" -lt "$stay" ]; do nap; done
  require_running
  pids=$found
  say_when started
  service_output
}
