# shellcheck shell=sh
# Tells which release is live, whether it still is what was released, and the digests of its files.
#
# Where nothing was touched the lists it was sealed with are told, and no file is read.
# Data that lies where a link to what outlives releases is to be is told by its kind, its size in KiB and how many entries it has, `-` where that took
# too long, and its path.
# args: state shared_paths program_link config_link known reads_added read_seconds measures
# lib: digests verify compareList liveDrift movable
measure() {
  measured='- -'
  clock
  [ "$measures" = yes ] && [ "$at" -lt "$measured_by" ] || return 0
  measured=$({ timeout $(((measured_by - at) / 1000 + 1)) du -ak "$1" 2>/dev/null || echo '! !'; } | LC_ALL=C awk '
    /^! !$/ { cut = 1 }
    { kib = $1; many++ }
    END { print cut ? "- -" : kib " " (many > 1 ? many - 1 : 1) }')
}
tell_lying() {
  # Whether it can be seen is told by whoever would move it.
  (lies_at "$1" "$3") >/dev/null || return 0
  lying=$3/$1
  measure "$lying"
  if [ -d "$lying" ]; then what='directory'; else what='file'; fi
  adopts=$adopts${adopts:+$nl}"$what $measured $2"
}
tell_list() {
  [ -z "$2" ] || encode "$2$nl" || could_not "encode the list of $3" $?
  printf '%s:64=%s\n' "$1" "${2:+$encoded}"
}
say_list() {
  list=$(list_of "$2") || list=$(list_of "$2") || could_not "list what is in $2" $?
  tell_list "$1" "$list" "$2"
}
say_sealed() {
  encoded=$(base64 <"$2") || could_not "read $2" $?
  unwrap
  printf '%s:64=%s\n' "$1" "$encoded"
}
resolve "$config_link"
config_live=$real
config_dir=
[ -z "$config_link" ] || [ ! -d "$config_link/" ] || config_dir=$config_live
resolve "$program_link"
live=$real
say program_live "$live"
[ ! -d "$program_link" ] || [ -L "$program_link" ] || say program_plain yes
[ -z "$config_link" ] || [ ! -d "$config_link" ] || [ -L "$config_link" ] || say config_plain yes
adopts=
if [ -n "$shared_paths" ]; then
  clock
  measured_by=$((at + 10000))
  each_shared tell_lying "$live"
  [ -z "$adopts" ] || say64 adopts "$adopts"
fi
look_for_drift "$live" "$config_dir"
[ -z "$unseen" ] || could_not "$unseen" 1
say_drift
if [ -n "$live" ] && [ "$live" != "$known" ]; then
  if [ "$untouched" = yes ]; then say_sealed program_list "$seen.list"; else say_list program_list "$live"; fi
fi
[ -z "$config_link" ] || say config_live "$config_live"
if [ -n "$config_dir" ]; then
  if [ "$untouched" = yes ] && [ -s "$seen.config" ]; then say_sealed config_list "$seen.config"; else say_list config_list "$config_dir"; fi
fi
