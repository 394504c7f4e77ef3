# shellcheck shell=sh
# Ends all processes of a session of its own: TERM, two seconds for them to go, then KILL. What made itself another session is not of it.
#
# The session, not the process group: programs such as timeout(1) give what they start a group of its own.
session_left() {
  left=$(head -v -n 1 /proc/[0-9]*/stat 2>/dev/null | SESSION=$1 awk '
    /^==> / { next }
    { pid = $1; sub(/^.*[)] /, ""); if ($4 == ENVIRON["SESSION"] && $1 !~ /[ZX]/) print pid }')
}
end_session() {
  session_left "$1"
  [ -n "$left" ] || return 0
  # It fails as soon as one of them has ended by itself meanwhile.
  kill -s TERM -- $left 2>/dev/null
  clock
  session_by=$((at + 2000))
  while session_left "$1" && [ -n "$left" ]; do
    clock
    [ "$at" -lt "$session_by" ] || { kill -s KILL -- $left 2>/dev/null; break; }
    nap
  done
}
