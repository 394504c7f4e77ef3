# shellcheck shell=sh
# Tells how many processes of an application run.
# args: key
# lib: application
say_processes processes
