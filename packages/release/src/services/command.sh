# shellcheck shell=sh
# An application that lines for the shell of the host start and stop, in the directory of its program.
#
# Its processes are known by `key`, or by what the line `status` writes: a number that is no process is none of them.
# args: program_link key start_line stop_line reload_line status_line stop_seconds start_seconds
# lib: calls search
# shellcheck disable=SC2034 # Read by lib/application.sh.
service_name='of the application' service_starter='service.commands.start' service_runs=yes
call_line() { call_service "$1" "$2" sh -c 'cd "$1" 2>/dev/null || cd /; eval "$2"' sh "$program_link" "$3"; }
service_pids() {
  if [ -z "$status_line" ]; then search_pids; return; fi
  found='' many=0
  wrote=$(alone timeout -k 2 20 sh -c 'cd "$1" 2>/dev/null || cd /; eval "$2"' sh "$program_link" "$status_line" 2>/dev/null 9>&-)
  [ $? -lt 124 ] || could_not 'look for the processes by service.commands.status' 124 'it did not end'
  for pid in $wrote; do
    case $pid in *[!0-9]* | '' | 0 | 1) continue ;; esac
    gone "$pid" && continue
    found="$found $pid"
    many=$((many + 1))
    [ "$many" -lt 1000 ] || break
  done
}
service_ready() { [ -n "$start_line" ] && [ -n "$stop_line" ]; }
service_there() { :; }
service_unfit() { die SERVICE_UNFIT "service=service.commands" 'reason=start and stop have to be said'; }
service_start() { call_line start "$start_seconds" "$start_line"; }
service_stop() { call_line stop "$stop_seconds" "$stop_line"; }
service_reload() { call_line reload "$start_seconds" "$reload_line"; }
