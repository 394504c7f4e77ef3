# shellcheck shell=sh
# An application that is a program of supervisor, or a group of them as name:*.
#
# The status of supervisorctl says little: what it writes is read. A program that is starting or stopping has a process, too.
# args: supervised supervisor_config become stop_seconds start_seconds
# lib: calls
# shellcheck disable=SC2034 # Read by lib/application.sh.
service_name="of the program $supervised of supervisor" service_starter="supervisorctl start $supervised" service_runs=yes
control() { set -- supervisorctl ${supervisor_config:+-c "$supervisor_config"} "$@"; if as_root; then set -- "$become" -n "$@"; fi; LC_ALL=C timeout -k 2 20 "$@" 2>&1 9>&-; }
call_program() {
  call=$1 seconds=$2
  shift 2
  set -- supervisorctl ${supervisor_config:+-c "$supervisor_config"} "$@"
  if as_root; then set -- "$become" -n "$@"; fi
  call_service "$call" "$seconds" "$@"
}
# A line for each program: its name, its state, and what is to be said of that.
look_at_program() {
  is_known=yes running='' between='' state_of=''
  listed=$(control status "$supervised")
  fields=$IFS
  IFS=$nl
  for line in $listed; do
    IFS=$fields
    set -- $line
    case ${2-} in
      RUNNING) running="$running ${4%,}" state_of=$2 ;;
      STARTING | STOPPING) between="$between $1" state_of=$2 ;;
      STOPPED | EXITED | FATAL | BACKOFF | UNKNOWN) state_of=$2 ;;
      ERROR) is_known=no ;;
      *) could_not 'ask supervisor' 1 "$line" ;;
    esac
    IFS=$nl
  done
  IFS=$fields
  [ -n "$listed" ] || is_known=no
}
service_pids() {
  found='' many=0
  look_at_program
  for one in $between; do running="$running $(control pid "$one")"; done
  for pid in $running; do
    case $pid in 0 | *[!0-9]*) continue ;; esac
    found="$found $pid"
    many=$((many + 1))
  done
}
service_ready() { command -v supervisorctl >/dev/null && look_at_program && [ "$is_known" = yes ]; }
service_there() { service_ready; }
service_unfit() {
  command -v supervisorctl >/dev/null || could_not 'start supervisorctl' 127 'it is not installed'
  die SERVICE_UNFIT "service=$supervised" 'reason=supervisor knows no program of this name'
}
service_start() { call_program start "$start_seconds" start "$supervised"; }
service_stop() { call_program stop "$stop_seconds" stop "$supervised"; }
service_reload() { call_program reload "$start_seconds" signal HUP "$supervised"; }
# A program that was not told to stop would be started again.
service_kill() {
  call_program stop 2 stop "$supervised"
  call_program kill 10 signal "$1" "$supervised"
}
service_stands() { look_at_program; [ "$state_of" = RUNNING ] || [ "$state_of" = STARTING ]; }
service_said() {
  tail -c 300 "$state/init.start.out" 2>/dev/null
  wrote=$(control tail -1000 "$supervised" stderr)
  [ -z "$wrote" ] || printf '%s' "; it wrote: $wrote"
}
