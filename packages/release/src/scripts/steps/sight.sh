# shellcheck shell=sh
# Tells where the current link of an app leads, and whether and since when the application runs; changes nothing and waits for nobody.
# args: program_link
# lib: service processes uptime
resolve "$program_link"
say64 program_live "$real"
if [ -L "$program_link" ] && [ ! -d "$program_link" ]; then say lost yes; fi
say_processes processes
[ "$service_runs" = yes ] || say runs no
say_mains pids
[ -z "$up" ] || say up "$up"
[ "$many" -eq 0 ] || service_restarts
[ -z "$restarts_seen" ] || say restarts "$restarts_seen"
