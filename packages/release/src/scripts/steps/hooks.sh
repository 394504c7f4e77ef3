# shellcheck shell=sh
# Runs the hooks of one moment of a release on this host.
# lib: holder lock journal hooks
enter
once
tidy() { end_hook; }
reserve || unwritable "$state/journal.spare"
run_hooks
say hooks_ran yes
