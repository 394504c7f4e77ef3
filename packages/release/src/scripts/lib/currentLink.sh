# shellcheck shell=sh
# Functions that read the current links of an app, the links it runs from.
#
# `config_link` is empty where the configuration lies in the program.
#
# With `linked=shared` both links run through one link of ours, `live`, to a pair of links to a program and a
# configuration; renaming `live` changes both at one instant, so nobody ever sees the program of one release with the
# configuration of another. `readlink -f` of a current link is its release directory all the same. A host that is not set
# up like this yet is moved to it by renames that change nothing one could see. With `linked=plain` each link
# points at its release directory itself. `place_of` leaves in `place` where a release lies now.
# args: state program_link config_link program_aside config_aside
place_of() {
  place=
  if [ -d "$1" ] && [ ! -L "$1" ]; then place=$1; elif [ -n "$2" ] && [ -d "$2" ]; then place=$2; fi
}
say_place() {
  place_of "$2" "$3"
  resolve "$place"
  say "$1" "$real"
}
is_lost() { [ -L "$1" ] && [ ! -d "$1" ]; }
is_directory() { [ -e "$1" ] && [ ! -L "$1" ]; }
runs_through() {
  [ -L "$1" ] || return
  text=$(readlink "$1") || could_not "read the link $1" $?
  [ "$text" = "$state/live/$2" ]
}
both_links() {
  for each in program config; do
    if [ "$each" = program ]; then "$@" "$program_link" program "$program_aside" || return
    else "$@" "$config_link" config "$config_aside" || return; fi
  done
}
is_live_link() { [ -L "$1" ] && [ -d "$1" ]; }
# Leaves in home where a release lies when its link is switched: a directory that stands in the link's place goes aside.
# shellcheck disable=SC2034 # Its callers read home.
home_of() {
  home=$1
  if is_directory "$2" && same_place "$1" "$2"; then home=$3; fi
}
same_place() {
  resolve "$1"
  set -- "$real" "$2"
  resolve "$2"
  [ -n "$1" ] && [ "$1" = "$real" ]
}
leads_to() { [ -L "$1" ] && same_place "$1/program" "$2" && same_place "$1/config" "$3"; }
