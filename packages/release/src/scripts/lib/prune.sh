# shellcheck shell=sh
# Functions that remove what is no longer kept.
#
# `expired` has one directory on a line; `program_before` and `config_before` are the directories the current links lead to.
# A directory a current link points into is never removed. What goes is gone from its place at once; freeing its bytes takes
# longer, and nobody waits for that. What belongs to another user cannot be moved to another directory: it goes by the name of a part
# directory, which is taken away wherever one is found.
# args: state unique expired program_before config_before
# lib: owner
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
unremoved=0
keeps() { unremoved=$((unremoved + 1)) unremoved_at=$1; }
say_kept() { [ "$unremoved" -eq 0 ] || { say unpruned "$unremoved"; say64 unpruned_at "$unremoved_at"; }; }
# What began it does not wait for it, and the lock is not its own.
clear_away() { (exec 9>&-; take_away "$1") </dev/null >/dev/null 2>&1 & }
move_away() {
  trash=$state/gone
  [ -d "$trash" ] || mkdir -p "$trash" || return 0
  for directory; do
    if is_foreign; then mv -T "$directory" "$directory.part" && clear_away "$directory.part"
    elif beside_state "$directory"; then mv -T "$directory" "$trash/${directory##*/}.$unique.$removed"
    else rm -rf "$directory"; fi && removed=$((removed + 1)) || keeps "$directory"
  done
  [ "$removed" -gt 0 ] || return 0
  # Alone, or some shells put another one around it that keeps the lock.
  nice rm -rf "$trash" </dev/null >/dev/null 2>&1 9>&- &
}
