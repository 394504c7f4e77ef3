# shellcheck shell=sh
# An application that pm2 keeps running.
#
# pm2 keeps the directory and the file an application was started from. Where `ecosystem` is known, it is forgotten before a start and begun anew
# from that file, so that it runs what is live then.
# args: pm2_name ecosystem program_link stop_seconds start_seconds
# lib: calls
# shellcheck disable=SC2034 # Read by lib/application.sh.
service_name="of $pm2_name in pm2" service_starter="pm2 start" service_runs=yes
case $ecosystem in '' | /*) ;; *) ecosystem=$program_link/$ecosystem ;; esac
pm2_now() { LC_ALL=C timeout -k 2 20 pm2 --no-color --silent "$@" 2>/dev/null 9>&-; }
# A daemon is not started to look: without one nothing runs.
pm2_lives() {
  daemon=
  # No line break ends what pm2 writes there.
  { read -r daemon _ <"${PM2_HOME:-${HOME-}/.pm2}/pm2.pid"; } 2>/dev/null
  [ -n "$daemon" ] && [ -d "/proc/$daemon" ]
}
service_pids() {
  found='' many=0
  pm2_lives || return 0
  listed=$(LC_ALL=C timeout -k 2 20 pm2 pid "$pm2_name" 2>/dev/null 9>&-) || could_not "ask pm2 about $pm2_name" $?
  for pid in $listed; do
    case $pid in 0 | *[!0-9]*) continue ;; esac
    [ -d "/proc/$pid" ] || continue
    found="$found $pid"
    many=$((many + 1))
  done
}
pm2_knows() {
  pm2_now describe "$pm2_name" >/dev/null && return
  [ $? -lt 124 ] || could_not "ask pm2 about $pm2_name" 124
  return 1
}
# Of all its processes; pm2 counts what was restarted or reloaded by hand among them.
# shellcheck disable=SC2034 # Read by sight.sh.
service_restarts() {
  restarts_seen=$(LC_ALL=C timeout -k 2 20 pm2 --no-color describe "$pm2_name" 2>/dev/null 9>&- | LC_ALL=C awk '
    /Divergent env variables/ { told = 0 }
    /Describing process with id/ { told = 1 }
    told && $2 == "restarts" && $4 ~ /^[0-9]+$/ { sum += $4; seen = 1 }
    END { if (seen) print sum }')
}
service_ready() { command -v pm2 >/dev/null && { [ -n "$ecosystem" ] || { pm2_lives && pm2_knows; }; }; }
service_there() { service_ready; }
service_unfit() {
  command -v pm2 >/dev/null || could_not 'start pm2' 127 'it is not installed, or not on the PATH of the user who logs in'
  die SERVICE_UNFIT "service=$pm2_name" 'reason=pm2 knows no application of this name, and service.file does not say what starts it'
}
service_start() {
  if [ -z "$ecosystem" ]; then call_service start "$start_seconds" pm2 --no-color start "$pm2_name" --update-env; return; fi
  if pm2_lives; then
    pm2_now delete "$pm2_name" >/dev/null
    service_status=$?
    # It may be known still, and would be started from where it was begun; to know it no more is well.
    [ "$service_status" -lt 124 ] || return 0
  fi
  call_service start "$start_seconds" sh -c 'cd "$1" && exec pm2 --no-color start "$2" --only "$3" --update-env' sh "$program_link" "$ecosystem" "$pm2_name"
}
service_stop() { call_service stop "$stop_seconds" pm2 --no-color stop "$pm2_name"; }
service_reload() {
  if [ -z "$ecosystem" ]; then call_service reload "$start_seconds" pm2 --no-color reload "$pm2_name" --update-env; return; fi
  call_service reload "$start_seconds" sh -c 'cd "$1" && exec pm2 --no-color reload "$2" --only "$3" --update-env' sh "$program_link" "$ecosystem" "$pm2_name"
}
# What was not told to stop would be started again.
service_kill() {
  call_service stop 5 pm2 --no-color stop "$pm2_name"
  service_pids
  kill -s "$1" $found 2>/dev/null
}
service_said() { tail -c 1000 "$state/init.start.out" 2>/dev/null; }
