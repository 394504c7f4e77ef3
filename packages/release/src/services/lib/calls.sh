# shellcheck shell=sh
# Calls what starts and stops an application, and keeps what it wrote.
#
# `call_service` gets a word for the call, the seconds it may take, and what is called. `service_output` tells what start, stop and
# reload wrote as `said_start` and so on, and keeps it until then: nobody is to wait for that while the application does not run.
# `as_root` tells whether `become` has to stand in front of a call that only root may do. `allowed` looks whether it may do that without a
# password, as far as its rules can be seen, and leaves in `denied` what it may not.
#
# `as_may` lets words, as root where that is asked for, be done by the function named first: `answer` gives what a program writes,
# `answer_whole` what it complains of, too, and `in_time` calls the service as `called`, which may take the seconds `within`.
#
# `service_lasts` fails where what was started ends when the user who logged in has left. `service_fits` fails where it cannot be started
# from the tree it is given; `lacks` is a word for what is missing then, and `lacks_because` what was said of that.
#
# `service_pids` may leave in `main_found` the process that whoever keeps the application running calls its main one, and in `restarts_seen` how
# often that one started it again by itself; where that takes a program of its own, `service_restarts` asks for it, and only a look does. `service_reloads` fails where it has nothing to be told that it is to load what is live, and
# `no_reload` says why.
#
# `service_reads` fails where nothing that can be seen reads the variables in `environment_file`; `unread` names what does not, or is not.
#
# What a kind of service does otherwise it defines after this.
# What it calls gets the variables of the application, in a shell of its own: what our scripts call does not.
# args: state become variables
# shellcheck disable=SC2034 # Read by doctor.sh.
denied='' lacks='' lacks_because='' unread='' main_found='' restarts_seen='' no_reload=''
call_service() {
  call=$1
  seconds=$2
  shift 2
  call_out=$state/init.$call.out
  { true >"$call_out"; } 2>/dev/null || call_out=/dev/null
  if [ -n "$variables" ]; then (eval "$variables"; alone timeout -k 2 "$seconds" "$@") >"$call_out" 2>&1 9>&-
  else alone timeout -k 2 "$seconds" "$@" >"$call_out" 2>&1 9>&-; fi
  # shellcheck disable=SC2034 # Told where no process appears.
  service_status=$?
  [ "$service_status" -eq 0 ] || say64 "init_$call" "status $service_status"
}
as_root() { [ -n "$become" ] && [ "$(id -u)" -ne 0 ]; }
allowed() {
  as_root || return 0
  if [ "$become" = doas ]; then
    permits=$(LC_ALL=C timeout -k 2 20 doas -C /etc/doas.conf "$@" 2>/dev/null 9>&-)
    # Its rules may be for nobody else to read: then only a call would show them.
    case $permits in 'permit nopass') return 0 ;; permit | deny) ;; *) ! command -v doas >/dev/null || return 0 ;; esac
  else
    LC_ALL=C timeout -k 2 20 sudo -n -l "$@" >/dev/null 2>&1 9>&- && return
    permits=$?
    [ "$permits" -ne 124 ] && [ "$permits" -ne 137 ] || could_not "ask sudo what it allows" "$permits"
  fi
  denied="$become -n $*"
  return 1
}
as_may() {
  by=$1
  shift
  if [ "$by" != allowed ] && as_root; then set -- "$become" -n "$@"; fi
  "$by" "$@"
}
# What stands beside the answer, as a notice of sudo, is no part of it.
answer() { LC_ALL=C timeout -k 2 20 "$@" 2>/dev/null 9>&-; }
answer_whole() { LC_ALL=C timeout -k 2 20 "$@" 2>&1 9>&-; }
# shellcheck disable=SC2154 # Set by who calls so.
in_time() { call_service "$called" "$within" "$@"; }
# What a user has started stays after the last session of theirs only where the user lingers.
user_lingers() {
  lingers=$(LC_ALL=C timeout -k 2 20 loginctl show-user "$(id -un)" -p Linger 2>/dev/null 9>&-)
  [ "$lingers" != Linger=no ]
}
unfit_right() { [ -z "$denied" ] || die SERVICE_UNFIT "service=$1" "reason=$(id -un) may not do this without a password: $denied"; }
service_said() { tail -c 1000 "$state/init.start.out" 2>/dev/null; }
service_output() {
  for call_out in "$state"/init.*.out; do
    [ -s "$call_out" ] || continue
    call=${call_out##*/init.}
    call=${call%.out}
    say64 "said_$call" "$(tail -c 8192 "$call_out")"
    true >"$call_out"
  done
}
service_stands() { :; }
service_lasts() { :; }
service_reads() { :; }
service_restarts() { :; }
service_fits() { :; }
service_pending() { false; }
service_reloads() { :; }
service_kill() { service_pids; kill -s "$1" $found 2>/dev/null; }
