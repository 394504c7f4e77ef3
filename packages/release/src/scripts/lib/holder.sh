# shellcheck shell=sh
# Functions that tell which installation an app belongs to, by the name that stands on its host.
# args: state
read_holder() {
  held_by='' held_by_name=''
  [ ! -e "$state/installation" ] ||
    { [ -f "$state/installation" ] && { IFS= read -r held_by; IFS= read -r held_by_name; :; } <"$state/installation"; }
} 2>/dev/null
say_holder() {
  ! read_holder || [ -z "$held_by" ] || tell_holder
}
tell_holder() {
  say64 holder "$(printf %.64s "$held_by")"
  say64 holder_name "$(printf %.120s "$held_by_name")"
}
