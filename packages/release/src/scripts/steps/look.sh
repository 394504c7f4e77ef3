# shellcheck shell=sh
# Tells, after going back failed, whether the previous release is live and the application runs.
# args: program_before config_before
# lib: service processes currentLink
at_home() {
  place_of "$2" "$3"
  [ -n "$place" ] && same_place "$1" "$place"
}
if at_home "$program_link" "$program_before" "$program_aside" &&
  { [ -z "$config_link" ] || at_home "$config_link" "$config_before" "$config_aside"; }; then say look_home yes; else say look_home no; fi
say_real look_program "$program_link"
say_processes look_processes
