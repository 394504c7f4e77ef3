# shellcheck shell=sh
# Tells what removing an app would take away from its host, and what would stay.
# lib: holder lock service processes currentLink removal
read_holder || unwritable "$state/installation"
[ -z "$held_by" ] || [ "$held_by" = "$installation" ] || held_by_other
find_ours
say_lines goes "$goes"
say_lines stays "$stays"
say live_goes "$live_goes"
say removal_sum "$sum"
[ ! -d "$state" ] || say64 state_at "$state"
say_processes processes
