# shellcheck shell=sh
# Puts the previous release back.
# args: stable_ms app_key variables request
# lib: holder lock journal service processes uptime application currentLink switchLink movable adopt environmentBack putBack logEnds
enter
once
noted 'watch ended' || say_log_ends
note 'watch ended'
# Variables of the application stand in it.
[ -z "$variables" ] || rm -f "$state/watch.$request"
tidy() { unfinished; }
put_back
[ "$touched" = yes ] || noted stopping || noted 'activate switched' || noted 'watch fired' || say untouched yes
forget_pairs
say_absent
say_processes processes
say_when ended
