# shellcheck shell=sh
# Removes what made a host ready for a switch that does not come.
# lib: holder lock journal currentLink switchLink
enter
unfinished
forget_pairs
say disarmed yes
