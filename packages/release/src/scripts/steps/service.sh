# shellcheck shell=sh
# Starts, stops or restarts an application, or lets it load what is live.
# args: verb stable_ms program_link
# lib: holder lock journal service processes application logEnds
case $verb in stop) service_ready || service_unfit ;; *) { service_ready && service_fits "$program_link"; } || service_unfit ;; esac
enter
once
reserve || unwritable "$state/journal.spare"
marked stopped || marked started || say_log_ends
say_processes before
before=$many
case $verb in stop | restart) ! marked stopped && { stop_application; mark stopped; } ;; esac
case $verb in start | restart)
  if [ "$verb" = restart ] || [ "$before" -eq 0 ]; then ! marked started && { start_application; mark started; }; fi ;;
esac
if [ "$verb" = reload ] && ! marked started; then reload_application; mark started; fi
service_output
! marked started || say came_up yes
say_processes after
if [ "$verb" = stop ]; then [ "$many" -eq 0 ] || die STOP_FAILED "processes=$many"
else [ "$many" -gt 0 ] || require_running; fi
