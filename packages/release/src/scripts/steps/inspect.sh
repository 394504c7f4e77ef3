# shellcheck shell=sh
# Looks at a host before a release, removes what is no longer kept and makes the part directories.
# args: restarts program program_home program_part config config_part expired needed needed_inodes
# args: difference coming list_from live_sum list_sum program_delta config_digests program_gone program_come
# args: config_gone config_come entries checked reads_added read_seconds
# lib: holder lock journal owner ownTree ownerRights service processes currentLink switchLink wayBack startTime transferProcesses digests verify compareList liveDrift prune
# lib: finalize copyCurrent movable shared relabel logEnds
# Nothing is changed by it but that the links lead again to what the application runs from.
build_link_again() {
  look_for_lost_link
  if [ "$lost" = removed ]; then
    make_pair "$known_program" "$known_config"
    ready_link "$state/live" "$pair"
    swap_link "$state/live" ''
    say_lost_link rebuilt
  else
    say_lost_link "$lost"
  fi
}
adopts=
note_agreed() { ! to_come "$1" "$2" "$3" || adopts=$adopts${adopts:+$nl}$2; }
[ "$coming" -eq 0 ] || take_in
enter
build_link_again
say_log_ends
[ "$restarts" = no ] || { service_ready || service_unfit; service_pids; }
service_lasts || say lasts no
service_reads "$program_link" || { say64 unread "$unread"; say64 unread_file "$state/environment"; }
if [ $((fence % 16)) -eq 0 ] && [ -e "$state/journal" ]; then
  tail -n 200 "$state/journal" >"$state/journal.new" && mv "$state/journal.new" "$state/journal"
  find "$state" -maxdepth 2 \( -path "$state/outcomes/*" -o -name 'watch.*' -o -name 'coming.*' \) -type f -mtime +1 -exec rm -f {} +
fi
for link in "$program_link" "$config_link"; do
  [ -n "$link" ] || continue
  beside=${link%/*}
  [ -w "$beside" ] || { make_open "$beside" 2>/dev/null && [ -w "$beside" ]; } || unwritable "$beside"
done
resolve "$program_link"
program_before=$real
say program_before "$program_before"
sealed_as "$program_before"
live_list=
if [ -f "$seen.list" ]; then
  sum_of "$seen.list"
  live_list=$sum
  say sealed_sum "$live_list"
fi
resolve "$config_link"
config_before=$real
[ -z "$config_link" ] || say config_before "$config_before"
if [ -d "$program_link" ] && [ ! -L "$program_link" ]; then say program_was_directory yes; fi
end_carriers all
for stray in "$program_home"_????????_??????.part "${config_link:-$program_home}"_????????_??????.part; do
  [ -d "$stray" ] && [ "$stray" != "$program_part" ] && [ "$stray" != "$config_part" ] || continue
  take_away "$stray" || keeps "$stray"
done
[ -z "$expired" ] || prune
say_kept
proven=no
short() { [ "$free" -lt "$needed" ] || [ "${inodes:-$needed_inodes}" -lt "$needed_inodes" ]; }
look_for_room() { room_at "$program_part" || room_at "$program_part" || could_not "see what is free at $program_part" 1; }
if [ -n "$program_part" ]; then
  require_owner
  check_shared "$program_before"
  make_shared "$program_before"
  each_shared note_agreed "$program_before"
  [ -z "$adopts" ] || say64 adopts "$adopts"
  if [ -d "$program" ] && [ ! -e "$program_part" ] && noted "seal sealed"; then
    say sealed yes
    proven=yes
  else
    # It got its name, and nobody has seen since that it is what was verified.
    if [ -d "$program" ] && [ ! -e "$program_part" ] && noted "seal naming"; then
      mv -T "$program" "$program_part" || unwritable "$program_part"
    fi
    [ ! -e "$program" ] || die RELEASE_EXISTS "path=$program"
    [ ! -d "$config" ] || ! marked named || take_away "$config"
    fresh=no
    [ -e "$program_part" ] || [ -e "$config_part" ] || { fresh=yes; carry_begins; }
    set -- "$program_part" ${config_part:+"$config_part"}
    if given "$program_part"; then
      make_anew "$@"
      fresh=yes
      carry_begins
    fi
    make_open "$@" 2>/dev/null
    for directory; do
      [ -d "$directory" ] || unwritable "${directory%/*}"
    done
    look_for_room
    # What was taken away just now may not have given its bytes back yet.
    if short && [ -d "$state/gone" ]; then rm -rf "$state/gone"; look_for_room; fi
    [ "$free" -ge "$needed" ] || die DISK_FULL "path=${program%/*}" "free=$free" "needed=$needed"
    ! short || die DISK_FULL "path=${program%/*}" "inodes=$inodes" "inodes_needed=$needed_inodes"
    refill || unwritable "$state/journal.spare"
    if [ "$difference" = yes ]; then
      if bring; then
        arm
        proven=yes
      else
        make_anew "$program_part" ${config_part:+"$config_part"}
      fi
    fi
  fi
fi
# What was copied whole was seen to be what it was sealed as.
if [ "$proven" = no ]; then
  look_for_drift "$program_before" "${config_link:+$config_before}"
  say_drift
fi
