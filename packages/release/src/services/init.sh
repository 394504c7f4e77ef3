# shellcheck shell=sh
# An application that an init script starts and stops.
# args: init key stop_seconds start_seconds
# lib: calls search
# shellcheck disable=SC2034 # Read by lib/application.sh.
service_name="with the key $key" service_starter='init script' service_runs=yes
service_pids() { search_pids; }
service_ready() { [ -f "$init" ] && [ -x "$init" ]; }
service_there() { [ -e "$init" ]; }
service_unfit() { die INIT_MISSING "path=$init"; }
service_start() { call_service start "$start_seconds" "$init" start; }
service_stop() { call_service stop "$stop_seconds" "$init" stop; }
service_reload() { call_service reload "$start_seconds" "$init" reload; }
