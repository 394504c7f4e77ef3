# shellcheck shell=sh
# Tells how many processes of an application run.
# lib: service processes
say_processes processes
