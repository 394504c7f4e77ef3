# shellcheck shell=sh
# Holds what is live against the lists it was sealed with.
# args: state shared_paths program_link config_link reads_added read_seconds
# lib: holder digests verify compareList liveDrift
resolve "$config_link"
config_live=$real
resolve "$program_link"
live=$real
say program_live "$live"
[ -z "$config_link" ] || say config_live "$config_live"
say_holder
config_dir=
[ -z "$config_link" ] || [ ! -d "$config_link/" ] || config_dir=$config_live
look_for_drift "$live" "$config_dir"
[ -z "$unseen" ] || could_not "$unseen" 1
if [ "$drift" != unknown ]; then
  sum_of "$seen.list"
  say sealed_sum "$sum"
fi
say_drift
