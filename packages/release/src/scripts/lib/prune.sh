# shellcheck shell=sh
# Functions that remove what is no longer kept.
#
# `expired` has one directory on a line; `program_before` and `config_before` are the directories the current links lead to.
# A directory a current link points into is never removed. What goes is gone from its place at once; freeing its bytes takes
# longer, and nobody waits for that.
# args: state unique expired program_before config_before
prune() {
  set --
  while IFS= read -r directory; do
    case $directory in *[0-9][0-9][0-9][0-9][0-9][0-9]*) ;; *) continue ;; esac
    [ -d "$directory" ] && [ ! -L "$directory" ] || continue
    case $program_before/ in "$directory"/*) continue ;; esac
    case $config_before/ in "$directory"/*) continue ;; esac
    set -- "$@" "$directory"
  done <<LIST
$expired
LIST
  removed=0
  [ $# -eq 0 ] || move_away "$@"
  say pruned "$removed"
}
beside_state() { [ "${1%/*}" = "${state%/*/*}" ] || [ "$(stat -c %d "$1")" = "$(stat -c %d "$state")" ]; }
move_away() {
  trash=$state/gone
  [ -d "$trash" ] || mkdir -p "$trash" || return 0
  for directory; do
    if beside_state "$directory"; then mv -T "$directory" "$trash/${directory##*/}.$unique.$removed"
    else rm -rf "$directory"; fi && removed=$((removed + 1))
  done
  [ "$removed" -gt 0 ] || return 0
  # Alone, or some shells put another one around it that keeps the lock.
  nice rm -rf "$trash" </dev/null >/dev/null 2>&1 9>&- &
}
