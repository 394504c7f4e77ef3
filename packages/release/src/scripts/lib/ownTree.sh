# shellcheck shell=sh
# Functions that give a tree its modes and its owner, before it is held against its list.
#
# `given` tells that a tree of this release was, or may have been, given to a user who is not the one who logs in. It cannot be written to
# any more: what is to be brought into it after all begins anew.
# args: state request owner owner_user owner_group owner_modes
# lib: journal owner
own() {
  [ -n "$owner" ] || return 0
  modes=$owner_modes
  if is_foreign; then
    # Who logs in has to read what is live to tell what of it was changed, and to make the next release of it.
    modes=g+rX${modes:+,$modes}
    given "$1" || { chmod -R "$modes" "$1" && note "owner given $1"; } || unwritable "$1"
    modes=
  fi
  [ -z "$modes" ] || chmod -R "$modes" "$1" || not_writable "$1"
  is_own_already || give "$1" || not_writable "$1 for $owner"
}
is_own_already() { [ "$owner_user" = "${login-}" ] && [ -n "$owner_user" ] && [ "$(id -gn)" = "$owner_group" ]; }
given() {
  is_foreign && noted "owner given $1" || return 1
  case $nl${notes##*"$nl$request owner given $1$nl"} in *"$nl$request owner anew $1$nl"*) return 1 ;; esac
}
make_anew() {
  for tree; do
    take_away "$tree" && make_open "$tree" 2>/dev/null || unwritable "$tree"
    ! given "$tree" || note "owner anew $tree" || unwritable "$state/journal"
  done
}
