# shellcheck shell=sh
# An application that an init script starts and stops.
#
# A process belongs to the application when `key` stands in its command line as a whole word (of letters, digits and `_`): the
# original's plain substring would take tomcat-server10 for tomcat-server1. The key is handed to the search over its standard input,
# so that the search does not find itself. It fails as soon as one process ends while it looks, so what it says of each failure
# is read; when that is anything else, or the search itself was ended, it looks again, and gives up rather than take it for an answer.
#
# `service_pids` leaves their ids in `found` and how many they are in `many`: between a stop and a start, each program not
# started here is time the application does not run.
#
# `service_start` and `service_stop` call the script, for their seconds at most. `service_output` tells what it wrote as `said_start`
# and `said_stop`, and keeps it until then: nobody is to wait for that while the application does not run.
# args: state init key stop_seconds start_seconds
# shellcheck disable=SC2034 # Read by lib/application.sh.
service_name="with the key $key" service_starter='init script'
service_pids() {
  found='' many=0
  # A blank or a line of its own is in many command lines, and what is found may be killed.
  case $key in *"$nl"*) return 0 ;; *[![:space:]]*) ;; *) return 0 ;; esac
  looks=1
  until search_processes; do
    looks=$((looks + 1))
    [ "$looks" -le 5 ] || could_not "look for the processes with the key $key" "$searched" "$odd"
    nap
  done
}
search_processes() {
  found='' many=0 odd=''
  # shellcheck disable=SC2062 # The pattern is read from the input; these are files.
  listed=$(LC_ALL=C grep -lwF -f - /proc/[0-9]*/cmdline 2>&1 <<KEY
$key
KEY
  )
  searched=$?
  fields=$IFS
  IFS=$nl
  for holder in $listed; do
    case $holder in
      /proc/*/cmdline)
        holder=${holder%/cmdline}
        found="$found ${holder#/proc/}"
        many=$((many + 1))
        ;;
      *': No such file or directory' | *': No such process' | *': Permission denied') ;;
      *) odd=$holder ;;
    esac
  done
  IFS=$fields
  [ -z "$odd" ] && { [ "$searched" -le 1 ] || { [ "$searched" -eq 2 ] && [ -n "$listed" ]; }; }
}
service_ready() { [ -f "$init" ] && [ -x "$init" ]; }
service_there() { [ -e "$init" ]; }
service_unfit() { die INIT_MISSING "path=$init"; }
call_init() {
  init_out=$state/init.$1.out
  { true >"$init_out"; } 2>/dev/null || init_out=/dev/null
  alone timeout -k 2 "$2" "$init" "$1" >"$init_out" 2>&1 9>&-
  # shellcheck disable=SC2034 # Told where no process appears.
  service_status=$?
  [ "$service_status" -eq 0 ] || say64 "init_$1" "status $service_status"
}
service_start() { call_init start "$start_seconds"; }
service_stop() { call_init stop "$stop_seconds"; }
service_said() { tail -c 1000 "$state/init.start.out" 2>/dev/null; }
service_output() {
  for verb_out in "$state"/init.*.out; do
    [ -s "$verb_out" ] || continue
    verb_out=${verb_out##*/init.}
    say64 "said_${verb_out%.out}" "$(tail -c 8192 "$state/init.$verb_out")"
    true >"$state/init.$verb_out"
  done
}
