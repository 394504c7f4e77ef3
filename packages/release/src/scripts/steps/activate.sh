# shellcheck shell=sh
# Stops the application, switches its links and starts it again, marked in the journal part by part.
# args: restarts moves stable_ms program_target config_target confirm size watch
# lib: holder lock journal owner service processes uptime application currentLink switchLink movable adopt shared setWatch logEnds hooks environment
# All that the way forward and the way back need is looked at, or made, while the application runs.
look_ahead() {
  [ "$restarts" = no ] || service_ready || service_unfit
  for tool in mv ln rm grep sleep timeout; do
    command -v "$tool" >/dev/null || not_installed "$tool"
  done
  target_at "$program_target"
  program_target=$real
  if [ -n "$config_link" ]; then
    target_at "$config_target"
    config_target=$real
  fi
  ready_environment
  [ "$restarts" = no ] || service_fits "$program_target" || service_unfit
  require_before "$program_link" "$program_before" "$program_aside" "$program_target"
  [ -z "$config_link" ] || require_before "$config_link" "$config_before" "$config_aside" "$config_target"
  check_kept "$program_before"
  reserve || unwritable "$state/journal.spare"
  clock
  ready_switch "$program_target" "$config_target"
  [ "$moves" = no ] || [ -z "$program_before" ] || ready_aside "$program_aside"
  ready_back
}
require_before() {
  [ -n "$2" ] || return 0
  place_of "$2" "$3"
  [ -n "$place" ] || fail_switch "$1" "$2, which was live, is gone, and there would be no way back"
  resolve "$1"
  case $real in '' | "$2" | "$4") ;; *) fail_switch "$1" "it leads to $real now, and led to $2 when the release was prepared" ;; esac
}
enter
still() { [ "$restarts" = no ] || require_running; }
once
mark begun || unwritable "$state/journal"
! noted 'watch fired' || die NOT_CONFIRMED "seconds=$confirm"
told=no
meanwhile() {
  [ "$told" = no ] || return 0
  told=yes
  say_real program_now "$program_link"
  say_place program_lies "$program_before" "$program_aside"
  if [ -n "$config_link" ]; then
    say_real config_now "$config_link"
    say_place config_lies "$config_before" "$config_aside"
  fi
  [ -n "$size" ] || size=$(du -sh "$program_target" $config_target | tr '\t\n' '  ' | sed 's/ *$//')
  say size "$size"
}
stopped=no switched=no started=no
! marked stopped || stopped=yes
! marked switched || switched=yes
! marked started || started=yes
[ "$switched" = no ] || say switched yes
tidy() { end_hook; unfinished; forget_ready; }
boot=
{ read -r boot </proc/sys/kernel/random/boot_id; } 2>/dev/null
[ "$switched" = yes ] || look_ahead
[ "$stopped$switched" != nono ] || say_log_ends
[ "$confirm" -eq 0 ] || noted 'watch set' || set_watch
if [ "$restarts" = yes ] && [ "$switched" = no ]; then
  # It may have been started again since an earlier run stopped it.
  if [ "$stopped" = no ] || ! none_left; then stop_application; [ "$stopped" = yes ] || mark stopped; fi
fi
if [ "$switched" = no ]; then
  place_of "$program_before" "$program_aside"
  adopt_shared "$place"
  # What was written there meanwhile is data as well.
  check_kept "$program_before"
  finish_switch "$program_target" "$config_target"
  say_when switched_at
  if [ "$restarts" = yes ]; then begin_anew; mark "since $boot $since"; fi
  if [ "$moves" = yes ] && [ -n "$program_before" ] && [ -d "$program_before" ] && [ ! -L "$program_before" ]; then
    mv -T "$program_before" "$program_aside" || die SWITCH_FAILED "path=$program_before" "reason=cannot be moved to $program_aside"
  fi
  keep_environment
  place_environment
  mark switched
  say switched yes
fi
[ "$started" = yes ] || run_hooks
if [ "$restarts" = yes ]; then
  resumed=
  if [ "$switched" = yes ]; then
    resumed=resumed
    case $notes in *"$nl$request $step since $boot "*)
      since=${notes##*"$nl$request $step since $boot "}
      since=${since%%"$nl"*}
    esac
  fi
  # What ended this script may have ended an application that had stayed in its session.
  [ "$started" = no ] || ! none_left || started=no
  if [ "$started" = no ]; then start_application $resumed; mark started; found=$pids; fi
elif [ "$restarts" = reload ]; then
  if [ "$started" = no ]; then reload_application; mark started; found=$pids; else service_pids; fi
elif [ "$service_runs" = no ]; then
  found=
else
  ! none_left || die START_FAILED "reason=no process $service_name, and service.restart: never (is_restart_status 1) forbids to start one"
fi
meanwhile
forget_pairs
say_absent
set -- $found
say processes $#
say_when ended
