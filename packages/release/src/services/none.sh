# shellcheck shell=sh
# An application that nothing starts: files that others read.
# args: of_app
# lib: calls
# shellcheck disable=SC2034 # Read by lib/application.sh.
service_name='' service_starter='' service_runs=no
# shellcheck disable=SC2034 # Read by lib/processes.sh.
service_pids() { found='' many=0; }
service_ready() { false; }
service_there() { :; }
service_unfit() { die SERVICE_NONE "app=$of_app"; }
service_start() { :; }
service_stop() { :; }
service_reload() { :; }
