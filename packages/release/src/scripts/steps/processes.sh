# shellcheck shell=sh
# Tells how many processes of an application run.
# lib: service processes
say_processes processes
[ "$service_runs" = yes ] || say runs no
