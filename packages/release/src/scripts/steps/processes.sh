# shellcheck shell=sh
# Tells how many processes of an application run.
# args: key
# lib: processes
say_processes processes
