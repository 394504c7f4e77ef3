# shellcheck shell=sh
# An application that is a unit of systemd, of the machine or of the user.
#
# Its processes are those of its control group. What systemd says of it counts over them: between two tries to start it again there may be one.
# args: unit manager must_reload become environment_file stop_seconds start_seconds
# lib: calls
# shellcheck disable=SC2034 # Read by lib/application.sh.
service_name="of the unit $unit" service_starter="systemctl start $unit" service_runs=yes
if [ "$manager" = user ] && [ -z "${XDG_RUNTIME_DIR-}" ]; then
  XDG_RUNTIME_DIR=/run/user/$(id -u)
  export XDG_RUNTIME_DIR
fi
# shellcheck disable=SC2034 # Read by lib/uptime.sh.
look_at_unit() {
  loaded='' active='' result='' control='' main=0 reloads='' main_found='' restarts_seen='' unread=${environment_file:+$unit}
  shown=$(LC_ALL=C timeout 20 systemctl "--$manager" show -p LoadState -p ActiveState -p Result -p ControlGroup -p MainPID -p CanReload -p NRestarts \
    ${environment_file:+-p EnvironmentFiles -p ExecStart} "$unit" 2>&1 9>&-) ||
    could_not "ask systemd about $unit" $? "$shown$(said_of_leaving)"
  while IFS='=' read -r name value; do
    case $name in
      LoadState) loaded=$value ;;
      ActiveState) active=$value ;;
      Result) result=$value ;;
      ControlGroup) control=$value ;;
      MainPID) main=$value ;;
      CanReload) reloads=$value ;;
      NRestarts) restarts_seen=$value ;;
      EnvironmentFiles)
        # It may be a pattern.
        declared=${value%% (ignore*}
        # shellcheck disable=SC2254
        case $environment_file in $declared) unread='' ;; esac
        ;;
      ExecStart) case $value in *"$environment_file"*) unread='' ;; esac ;;
    esac
  done <<SHOWN
$shown
SHOWN
  [ "$main" = 0 ] || main_found=$main
}
service_pids() {
  found='' many=0
  look_at_unit
  for top in /sys/fs/cgroup /sys/fs/cgroup/systemd /sys/fs/cgroup/unified; do
    [ -n "$control" ] && [ -f "$top$control/cgroup.procs" ] || continue
    # Groups within come and go, which is no failure.
    listed=$(find "$top$control" -name cgroup.procs -exec cat {} + 2>/dev/null) || [ $? -lt 124 ] || could_not "list the processes of $unit" $?
    for pid in $listed; do
      case $pid in 0 | *[!0-9]*) continue ;; esac
      found="$found $pid"
      many=$((many + 1))
    done
    return
  done
  [ "$main" -eq 0 ] || found=$main many=1
}
unit_allowed() {
  # Of a user it is that user's own.
  [ "$manager" = system ] || return 0
  allowed systemctl start "$unit" || return
  if [ "$must_reload" = yes ]; then allowed systemctl reload "$unit"; else allowed systemctl stop "$unit"; fi
}
service_ready() { look_at_unit; [ "$loaded" = loaded ] && { [ "$must_reload" = no ] || [ "$reloads" = yes ]; } && unit_allowed; }
# The units of a user end with the last session of theirs, unless that user lingers.
service_lasts() {
  [ "$manager" = user ] || return 0
  user_lingers
}
said_of_leaving() { service_lasts || printf '; %s' "units of $(id -un) end at logout: loginctl enable-linger $(id -un)"; }
# What was not looked at is not said to lack anything.
# shellcheck disable=SC2034 # Read by doctor.sh, inspect.sh and preview.sh.
service_reads() { [ "${loaded-}" != loaded ] || [ -z "$unread" ]; }
service_there() { look_at_unit; [ "$loaded" = loaded ]; }
service_unfit() {
  unfit_right "$unit"
  if [ "$loaded" = loaded ]; then die SERVICE_UNFIT "service=$unit" 'reason=it has no ExecReload, and service.restart is reload'; fi
  die SERVICE_UNFIT "service=$unit" "reason=systemd has not loaded it: $loaded"
}
# Root's, where the user may ask for that; nobody is there to be asked for a password.
call_unit() {
  called=$1 within=$2
  shift 2
  if [ "$manager" = system ] && as_root; then call_service "$called" "$within" "$become" -n systemctl "$@" "$unit"
  else call_service "$called" "$within" systemctl "--$manager" --no-ask-password "$@" "$unit"; fi
}
service_start() {
  look_at_unit
  # One that failed too often is not started again before that is forgotten.
  [ "$active" != failed ] || call_unit reset 10 reset-failed
  call_unit start "$start_seconds" start
}
service_stop() { call_unit stop "$stop_seconds" stop; }
# shellcheck disable=SC2034 # Read by service.sh.
service_reloads() { look_at_unit; no_reload='it has no ExecReload'; [ "$reloads" = yes ]; }
service_reload() { call_unit reload "$start_seconds" reload; }
service_kill() { call_unit kill 10 kill -s "$1"; }
service_stands() { look_at_unit; case $active in active | reloading) ;; *) false ;; esac; }
service_said() {
  look_at_unit
  printf '%s, %s' "$active" "$result"
  said_of_leaving
  wrote=$(tail -c 300 "$state/init.start.out" 2>/dev/null)
  [ -z "$wrote" ] || printf '%s' "; $wrote"
  wrote=$(LC_ALL=C timeout 10 journalctl "--$manager" -u "$unit" -n 10 -o cat --no-pager 2>/dev/null 9>&- | tail -c 1000)
  case $wrote in '' | '-- No entries --')
    log=$(LC_ALL=C timeout 10 systemctl "--$manager" cat "$unit" 2>/dev/null 9>&- | sed -n 's/^StandardOutput=\(append\|file\)://p' | tail -n 1)
    [ -z "$log" ] || wrote=$(tail -n 10 "$log" 2>/dev/null | tail -c 1000) ;;
  esac
  [ -z "$wrote" ] || printf '%s' "; it wrote: $wrote"
}
