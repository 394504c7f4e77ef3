# shellcheck shell=sh
# Tells whether a host would take a release now.
# args: restarts program
# lib: holder lock service processes currentLink wayBack owner ownerRights movable shared
look_for_lost_link
say_lost_link "$lost"
# What starts it and lies behind the links is there again when they are.
[ "$restarts" = no ] || service_ready || [ "$lost" = removed ] || service_unfit
for place in "${program_link%/*}" "${program%/*}" ${config_link:+"${config_link%/*}"}; do
  existing "$place"
  [ -w "$there" ] || not_writable "$place"
done
for tool in flock tar; do
  command -v "$tool" >/dev/null || not_installed "$tool"
done
say_processes processes
service_lasts || say lasts no
service_reads "$program_link" || { say64 unread "$unread"; say64 unread_file "$state/environment"; }
require_owner
resolve "$program_link"
check_shared "$real"
existing "${program%/*}"
room_at "$there" || room_at "$there" || could_not "see what is free at $there" 1
say free_bytes $((free * 1024))
read_holder || unwritable "$state/installation"
[ -z "$held_by" ] || [ "$held_by" = "$installation" ] || held_by_other
