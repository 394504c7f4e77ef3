/**
 * Functions that read and switch the live links of an app. Expect `program_link`, `config_link` (empty where the
 * configuration lies in the program), `program_aside`, `config_aside`, `linked` and `unique`.
 *
 * With `linked=shared` both live links run through one link of ours, `live`, to a pair of links to a program and a
 * configuration; renaming `live` changes both at one instant, so nobody ever sees the program of one release with the
 * configuration of another. `readlink -f` of a live link is its release directory all the same. A host that is not set
 * up like this yet is moved to it by renames that change nothing one could see. With `linked=plain` each live link
 * points at its release directory itself. `place_of` leaves in `place` where a release lies now.
 *
 * A real directory in place of a live link (a host not yet released to) is moved aside first. `ready_switch` does what
 * can be done while the application still runs, and is done before any host of a release is switched (it arms the host);
 * `finish_switch` is all that is left to do when it does not run; `unfinished` takes back what was made ready.
 */
export const links = String.raw`
place_of() {
  place=
  if [ -d "$1" ] && [ ! -L "$1" ]; then place=$1; elif [ -n "$2" ] && [ -d "$2" ]; then place=$2; fi
}
say_place() { place_of "$2" "$3"; say "$1" "$place"; }
unfinished() {
  for ready in "$program_link.rexflow" "${'$'}{config_link:-$program_link}.rexflow" "$state/live.rexflow"; do
    [ ! -L "$ready" ] || rm -f "$ready"
  done
}
fail_switch() { unfinished; die SWITCH_FAILED "path=$1" "reason=$2"; }
ready_link() { [ ! -L "$1.rexflow" ] || rm -f "$1.rexflow"; ln -s "$2" "$1.rexflow" || fail_switch "$1" "$1.rexflow cannot be made"; }
swap_link() {
  if [ -e "$1" ] && [ ! -L "$1" ]; then
    mkdir -p "$(dirname "$2")" && mv -T "$1" "$2" || fail_switch "$1" "it cannot be moved to $2"
  fi
  mv -T "$1.rexflow" "$1" || fail_switch "$1" "it cannot be renamed"
}
pairs_made=0
led=no
make_pair() {
  pairs_made=$((pairs_made + 1))
  clock
  pair="$state/pairs/$at-$unique-$pairs_made"
  mkdir -p "$pair" && ln -s "$1" "$pair/program" && ln -s "$2" "$pair/config" || fail_switch "$pair" "it cannot be made"
}
runs_through() { [ "$(readlink "$1")" = "$state/live/$2" ]; }
both_links() {
  for each in program config; do
    if [ "$each" = program ]; then "$@" "$program_link" program "$program_aside" || return
    else "$@" "$config_link" config "$config_aside" || return; fi
  done
}
lead_through() { runs_through "$1" "$2" || { ready_link "$1" "$state/live/$2"; swap_link "$1" "$3"; }; }
is_live_link() { [ -L "$1" ] && [ -d "$1" ]; }
ready_switch() {
  for target in "$1" "$2"; do
    [ -z "$target" ] || [ -d "$target" ] || fail_switch "$program_link" "$target does not exist"
  done
  if [ "$linked" = plain ]; then
    ready_link "$program_link" "$1"
    [ -z "$config_link" ] || ready_link "$config_link" "$2"
    return
  fi
  if both_links runs_through; then
    led=yes
  elif both_links is_live_link; then
    resolve "$program_link"
    led_program=$real
    resolve "$config_link"
    make_pair "$led_program" "$real"
    ready_link "$state/live" "$pair"
    swap_link "$state/live" ''
    both_links lead_through
    led=yes
  fi
  leads_to "$state/live.rexflow" "$1" "$2" || { make_pair "$1" "$2"; ready_link "$state/live" "$pair"; }
}
same_place() {
  resolve "$1"
  set -- "$real" "$2"
  resolve "$2"
  [ "$1" = "$real" ]
}
leads_to() { [ -L "$1" ] && same_place "$1/program" "$2" && same_place "$1/config" "$3"; }
finish_switch() {
  if [ "$linked" = plain ]; then
    swap_link "$program_link" "$program_aside"
    [ -z "$config_link" ] || swap_link "$config_link" "$config_aside"
    return
  fi
  swap_link "$state/live" ''
  [ "$led" = yes ] || both_links lead_through
}
forget_pairs() {
  led_by=$(readlink "$state/live")
  set --
  for old in "$state"/pairs/*; do
    [ ! -d "$old" ] || [ "$old" = "$led_by" ] || set -- "$@" "$old"
  done
  [ $# -eq 0 ] || rm -rf "$@"
}
`;
