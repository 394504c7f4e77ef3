# shellcheck shell=sh
# Functions that stop and start an application by its init script.
#
# `since` is the moment from which on what serves has to have begun, in clock ticks since the boot as the kernel counts them, and empty
# where nothing was stopped: what is found after a start may be what was to be stopped. It is counted from the start of this shell, with
# the kernel's own measure: a container may be told another time since its boot. USER_HZ is 100 on everything Linux servers are made of.
#
# `start_application resumed` looks first: what runs then was started by the same script before it was interrupted.
#
# A stop that was interrupted may take effect at any moment after it: it is noted in the journal before, so that nobody takes
# an application for running that is about to end.
#
# `tell_init` tells what the init script wrote as `said_stop` and `said_start`, once the application is up again: nobody
# is to wait for that.
#
# A script that has more to do may put it into `meanwhile`, which runs while a started application comes up. `pids` holds its
# processes then.
# args: state init key stop_ms stop_seconds start_ms start_seconds start_attempts stable_ms
# lib: journal processes
since='' touched=no
up_now() {
  read -r hundredths _ </proc/uptime
  hundredths=${hundredths%.*}${hundredths#*.}
  while [ "${hundredths#0}" != "$hundredths" ] && [ "$hundredths" != 0 ]; do hundredths=${hundredths#0}; done
}
up_now
up_first=$hundredths
ticks_of() {
  { IFS= read -r stat <"/proc/$1/stat"; } 2>/dev/null || return
  set -- ${stat##*) }
  [ $# -ge 20 ] || return
  shift 19
  ticks=$1
}
begin_anew() {
  ticks_of $$ || could_not "read /proc/$$/stat" $?
  up_now
  since=$((ticks + hundredths - up_first))
}
require_new() {
  [ -n "$since" ] || return 0
  for pid; do
    if ticks_of "$pid"; then
      [ "$ticks" -ge "$since" ] ||
        die START_FAILED "reason=process $pid with the key $key had begun before what was live was stopped: the new one does not run"
    elif [ -d "/proc/$pid" ]; then could_not "read /proc/$pid/stat" 1; fi
  done
}
await_none() { find_processes; await_gone 2000 $found; }
end_with() { find_processes; kill -s "$1" $found 2>/dev/null; }
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
call_init() {
  init_out=$state/init.$1.out
  { true >"$init_out"; } 2>/dev/null || init_out=/dev/null
  alone timeout -k 2 "$2" "$init" "$1" >"$init_out" 2>&1 9>&-
  init_status=$?
  [ "$init_status" -eq 0 ] || say64 "init_$1" "status $init_status"
}
tell_init() {
  for verb_out in "$state"/init.*.out; do
    [ -s "$verb_out" ] || continue
    verb_out=${verb_out##*/init.}
    say64 "said_${verb_out%.out}" "$(tail -c 8192 "$state/init.$verb_out")"
    true >"$state/init.$verb_out"
  done
}
stop_application() {
  ! none_left || { begin_anew; return 0; }
  pids=$found touched=yes
  note stopping
  say_when stopping
  call_init stop "$stop_seconds"
  if ! await_gone "$stop_ms" $pids || ! none_left; then
    end_with TERM
    await_none || end_with KILL
    await_none || { tell_init; find_processes; die STOP_FAILED "processes=$many"; }
  fi
  begin_anew
  say_when stopped
}
require_running() {
  clock
  appear=$((at + 1000))
  while none_left; do
    clock
    [ "$at" -lt "$appear" ] || die START_FAILED "reason=it was started, and no process with the key $key is left"
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
  init_status=unknown
  pids=
  [ "${1-}" != resumed ] || none_left || pids=$found
  while :; do
    say starting "$began"
    # shellcheck disable=SC2034 # Read by revert.sh.
    [ -n "$pids" ] || { touched=yes; call_init start "$start_seconds"; }
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
      find_processes
      later=$found
      if [ -n "$later" ] || ! gone $pids; then pids=${later:-$pids}; break; fi
      pids=
    fi
    attempt=$((attempt + 1))
    clock
    if [ "$attempt" -gt "$start_attempts" ] || [ "$at" -ge "$limit_start" ]; then
      said=$(tail -c 1000 "$state/init.start.out" 2>/dev/null)
      tell_init
      die START_FAILED "reason=no process with the key $key, init script ended with status $init_status${said:+: $said}"
    fi
    began=$at
  done
  require_new $pids
  note up
  say_when started
  tell_init
}
