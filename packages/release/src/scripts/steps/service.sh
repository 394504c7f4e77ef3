# shellcheck shell=sh
# Starts, stops or restarts an application, or lets it load what is live.
# args: verb stable_ms program_link
# lib: holder lock journal owner service processes uptime application logEnds environment
case $verb in stop) service_ready || service_unfit ;; *) { service_ready && service_fits "$program_link"; } || service_unfit ;; esac
[ "$verb" != reload ] || service_reloads || die SERVICE_UNFIT "service=$of_app" "reason=$no_reload"
enter
once
reserve || unwritable "$state/journal.spare"
marked stopped || marked started || say_log_ends
# Of what was begun before, what ran then is not known any more.
if noted stopping || marked begun; then say again yes; fi
say_processes before
before=$many
say_mains pids_before
[ "$verb" = stop ] || ready_environment
tidy() { forget_ready; }
case $verb in stop | restart) ! marked stopped && { stop_application; mark stopped; } ;; esac
case $verb in start | restart)
  if [ "$verb" = restart ] || [ "$before" -eq 0 ]; then ! marked started && { mark begun; place_environment; start_application; mark started; }; fi ;;
esac
if [ "$verb" = reload ] && ! marked started; then place_environment; reload_application; mark started; fi
service_output
! marked started || say came_up yes
say_processes after
say_mains pids_after
if [ "$verb" = stop ]; then [ "$many" -eq 0 ] || die STOP_FAILED "processes=$many"
else [ "$many" -gt 0 ] || require_running; fi
