# shellcheck shell=sh
# Functions that switch the current links of an app.
#
# A real directory in place of a link (a host not yet released to) is moved aside first. `ready_switch` does what
# can be done while the application still runs, and is done before any host of a release is switched (it arms the host);
# `finish_switch` is all that is left to do when it does not run; `unfinished` takes back what was made ready.
#
# How long a path was missing while something else took its place is kept in `absent`: a line for each with the milliseconds it was at the most, `-` where
# an earlier script took it away, and the path. `leaves` is called before the rename that takes it away, `is_back` once something is there again.
# args: state program_link config_link program_before config_before program_aside config_aside linked unique
# lib: currentLink
pairs_made=0
led=no
absent='' left_at=
leaves() { clock; left_at=$at; }
is_back() {
  clock
  # The clock goes by the hundredth of a second.
  if [ -n "$left_at" ]; then left_at=$((at - left_at + 10)); else left_at=-; fi
  absent=$absent${absent:+$nl}"$left_at $1"
  left_at=
}
say_absent() { [ -z "$absent" ] || say64 absent "$absent"; }
unfit() { die TARGET_UNFIT "path=$1" "reason=$2"; }
target_at() {
  [ -d "$1" ] || die TARGET_GONE "path=$1"
  resolve "${state%/*}"
  own_place=$real
  for link in "$program_link" "$config_link"; do
    [ -n "$link" ] && [ -d "$link" ] && [ ! -L "$link" ] || continue
    resolve "$link"
    set -- "$1" "$real"
    resolve "$1"
    case $real/ in "$2"/*) unfit "$1" "it lies in $2, in whose place a live link is to come" ;; esac
  done
  resolve "$1"
  case $real/ in "${own_place:-/.rexflow}"/*) unfit "$1" "it leads to $real, where rexflow keeps what is its own" ;; esac
  case $1 in "${state%/*}"/* | "$program_link" | "$config_link") [ "$real" != "$program_before" ] && [ "$real" != "$config_before" ] || unfit "$1" "it leads to $real, which is live already" ;; esac
}
unfinished() {
  for ready in "$program_link.rexflow" "${config_link:-$program_link}.rexflow" "$state/live.rexflow"; do
    [ ! -L "$ready" ] || rm -f "$ready"
  done
}
fail_switch() { unfinished; die SWITCH_FAILED "path=$1" "reason=$2"; }
ready_link() {
  [ ! -L "$1.rexflow" ] || rm -f "$1.rexflow"
  if [ -L "$1.rexflow.back" ] && same_place "$1.rexflow.back" "$2" && mv -T "$1.rexflow.back" "$1.rexflow"; then return 0; fi
  ln -s "$2" "$1.rexflow" || full_or "$1" "$1.rexflow cannot be made"
}
# A full disk and a missing right have names of their own.
full_or() {
  room_at "${1%/*}"
  [ "${free:-16}" -ge 16 ] && [ "${inodes:-16}" -ge 16 ] && [ -w "${1%/*}" ] || { unfinished; unwritable "${1%/*}"; }
  fail_switch "$1" "$2"
}
ready_back_link() {
  [ -z "$2" ] || same_place "$1.rexflow.back" "$2" ||
    { { [ ! -L "$1.rexflow.back" ] || rm -f "$1.rexflow.back"; } && ln -s "$2" "$1.rexflow.back"; } ||
    full_or "$1" "$1.rexflow.back cannot be made"
}
ready_aside() {
  [ -d "${1%/*}" ] || make_open "${1%/*}" 2>/dev/null || full_or "$1" "${1%/*} cannot be made"
  [ -w "${1%/*}" ] || full_or "$1" "${1%/*} cannot be written"
}
swap_link() {
  replaced=no
  if is_directory "$1"; then
    replaced=yes
    leaves
    mv -T "$1" "$2" || fail_switch "$1" "it cannot be moved to $2"
  elif [ -n "$2" ] && [ -d "$2" ] && [ ! -L "$1" ]; then replaced=yes; fi
  mv -T "$1.rexflow" "$1" || [ ! -L "$1.rexflow" ] || mv -T "$1.rexflow" "$1" || fail_switch "$1" "it cannot be renamed"
  [ "$replaced" = no ] || is_back "$1"
}
make_pair() {
  pairs_made=$((pairs_made + 1))
  clock
  pair="$state/pairs/$at-$unique-$pairs_made"
  make_open "$pair" && ln -s "$1" "$pair/program" && ln -s "$2" "$pair/config" || full_or "$pair" "it cannot be made"
}
ready_through() {
  ! runs_through "$1" "$2" || return 0
  ready_link "$1" "$state/live/$2"
  ! is_directory "$1" || ready_aside "$3"
}
lead_through() { runs_through "$1" "$2" || swap_link "$1" "$3"; }
ready_switch() {
  if [ "$linked" = plain ]; then
    ready_link "$program_link" "$1"
    ! is_directory "$program_link" || ready_aside "$program_aside"
    [ -n "$config_link" ] || return 0
    ready_link "$config_link" "$2"
    ! is_directory "$config_link" || ready_aside "$config_aside"
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
    both_links ready_through
    both_links lead_through
    led=yes
  else
    both_links ready_through
  fi
  leads_to "$state/live.rexflow" "$1" "$2" && return
  if leads_to "$state/live.rexflow.back" "$1" "$2" && mv -T "$state/live.rexflow.back" "$state/live.rexflow"; then return; fi
  make_pair "$1" "$2"
  ready_link "$state/live" "$pair"
}
ready_back() {
  [ -n "$program_before" ] || return 0
  home_of "$program_before" "$program_link" "$program_aside"
  back_program=$home
  home_of "$config_before" "$config_link" "$config_aside"
  if [ "$linked" = plain ]; then
    ready_back_link "$program_link" "$back_program"
    [ -z "$config_link" ] || ready_back_link "$config_link" "$home"
  elif leads_to "$state/live" "$program_before" "$config_before"; then
    resolve "$state/live"
    ready_back_link "$state/live" "$real"
  elif [ -n "$home" ]; then
    leads_to "$state/live.rexflow.back" "$back_program" "$home" || { make_pair "$back_program" "$home"; ready_back_link "$state/live" "$pair"; }
  fi
}
finish_switch() {
  # shellcheck disable=SC2034 # Read by revert.sh.
  touched=yes
  if [ "$linked" = plain ]; then
    swap_link "$program_link" "$program_aside"
    [ -z "$config_link" ] || swap_link "$config_link" "$config_aside"
  else
    swap_link "$state/live" ''
    [ "$led" = yes ] || both_links lead_through
  fi
  require_led "$program_link" "$1"
  [ -z "$config_link" ] || require_led "$config_link" "$2"
}
require_led() {
  same_place "$1" "$2" && return
  resolve "$1"
  fail_switch "$1" "it was renamed, and leads to ${real:-nothing} instead of $2"
}
forget_pairs() {
  set --
  for old in "$program_link.rexflow.back" "${config_link:-$program_link}.rexflow.back" "$state/live.rexflow.back"; do
    [ ! -L "$old" ] || set -- "$@" "$old"
  done
  resolve "$state/live"
  # A link that leads nowhere may be a disk that is away: what it leads through stays.
  if [ -n "$real" ] || [ ! -L "$state/live" ]; then
    for old in "$state"/pairs/*; do
      [ ! -d "$old" ] || [ "${old##*/}" = "${real##*/}" ] || set -- "$@" "$old"
    done
  fi
  [ $# -eq 0 ] || rm -rf "$@"
}
