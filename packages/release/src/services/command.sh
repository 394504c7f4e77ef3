# shellcheck shell=sh
# An application that lines for the shell of the host start and stop, in the directory of its program.
#
# Its processes are known by `key`, or by what the line `status` writes, or by both: a number that is no process is none of them, and one that
# was left behind may be a stranger's process by now.
# args: program_link key start_line stop_line reload_line status_line stop_seconds start_seconds
# lib: calls search
# shellcheck disable=SC2034 # Read by lib/application.sh.
service_name='of the application' service_starter='service.commands.start' service_runs=yes
call_line() { call_service "$1" "$2" sh -c 'cd "$1" 2>/dev/null || cd /; eval "$2"' sh "$program_link" "$3"; }
seen_by_status() {
  [ "$1" -ge 124 ] || return 0
  set -- 'look for the processes by service.commands.status' "$1"
  case $2 in
    124 | 137) could_not "$@" 'it did not end' ;;
    126 | 127)
      # It may lie in the program, of which nothing is live yet.
      [ ! -d "$program_link" ] || could_not "$@" "it calls what is not there or cannot be run, with $program_link as its directory"
      ;;
    *) could_not "$@" ;;
  esac
}
service_pids() {
  if [ -z "$status_line" ]; then search_pids; return; fi
  wrote=$(alone timeout -k 2 20 sh -c 'cd "$1" 2>/dev/null || cd /; eval "$2"' sh "$program_link" "$status_line" 2>/dev/null 9>&-)
  seen_by_status $?
  if [ -n "$key" ]; then search_pids; keyed="$found "; fi
  found='' many=0
  for pid in $wrote; do
    case $pid in *[!0-9]* | '' | 0 | 1 | "$$") continue ;; esac
    [ -z "$key" ] || case $keyed in *" $pid "*) ;; *) continue ;; esac
    gone "$pid" && continue
    found="$found $pid"
    many=$((many + 1))
    [ "$many" -lt 1000 ] || break
  done
}
service_ready() { [ -n "$start_line" ] && [ -n "$stop_line" ]; }
service_there() { service_ready; }
service_unfit() { die SERVICE_UNFIT "service=service.commands" 'reason=start and stop have to be said'; }
service_start() { call_line start "$start_seconds" "$start_line"; }
service_stop() { call_line stop "$stop_seconds" "$stop_line"; }
# shellcheck disable=SC2034 # Read by service.sh.
service_reloads() { no_reload='service.commands.reload is not set'; [ -n "$reload_line" ]; }
service_reload() { call_line reload "$start_seconds" "$reload_line"; }
