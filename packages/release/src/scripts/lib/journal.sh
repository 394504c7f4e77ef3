# shellcheck shell=sh
# Functions by which a script leaves on the host what it did, so that the same script sent again goes on instead of doing it twice.
#
# A script that calls `once` leaves all it said and its status on the host before it exits: sent again after it ended, it
# says the same and does nothing, whether it went well or not. Told to end (SIGTERM), it ends at the next command, and
# sent again it goes on from its marks, as after a crash of the host. `still` looks whether a good outcome that is told again
# is true yet.
#
# `noted` looks into what the journal held of this request when it was first asked, which is under the lock, and what was noted since;
# who does not hold the lock calls `recall` before.
#
# A deed counts, whether it can be written down or not. Before an application is stopped, `reserve` sees to it that there is a
# place for what is to be noted then: a file of empty lines, over which the notes are written where the disk has no room for more.
# A note that could be written nowhere is told as `unnoted`. `refill` makes the place anew while there is room. An outcome that cannot be kept is
# found out again from the marks.
#
# `halted` tells that the application was told to stop for this request, by whichever script, and was not seen up since.
# args: state request step
notes=
recall() {
  set --
  for book in "$state/journal" "$state/journal.spare"; do [ ! -f "$book" ] || set -- "$@" "$book"; done
  notes=$nl
  [ $# -gt 0 ] || return 0
  searched=0
  notes=$(grep -hF "$request " "$@" 2>/dev/null) || searched=$?
  [ "$searched" -le 1 ] || notes=$(grep -hF "$request " "$@") || [ $? -eq 1 ] || could_not "read $state/journal" "$searched"
  notes=$nl$notes$nl
}
noted() {
  [ -n "$notes" ] || recall
  case $notes in *"$nl$request $1$nl"*) ;; *) return 1 ;; esac
}
# The note written last may have been cut off by a full disk: the next one begins on a line of its own.
gap=$nl
note() {
  { printf '%s%s %s\n' "$gap" "$request" "$1" >>"$state/journal"; } 2>/dev/null || note_in_spare "$request $1" ||
    { say unnoted "$1"; return 1; }
  gap=
  [ -z "$notes" ] || notes=$notes$request\ $1$nl
}
spare_notes() {
  held=
  [ -s "$state/journal.spare" ] || return
  while IFS= read -r line && [ -n "$line" ]; do held=$held$line$nl; done <"$state/journal.spare"
}
note_in_spare() {
  spare_notes && [ ${#held} -lt 3500 ] && printf '%s%s\n' "$held" "$1" 1<>"$state/journal.spare"
} 2>/dev/null
reserve() { [ -s "$state/journal.spare" ] || refill; }
refill() {
  spare_notes && [ -z "$held" ] && return
  empty=$nl$nl$nl$nl$nl$nl$nl$nl
  empty=$empty$empty$empty$empty$empty$empty$empty$empty
  empty=$empty$empty$empty$empty$empty$empty$empty$empty
  [ -z "$held" ] || printf '\n%s' "$held" >>"$state/journal" || return
  printf '%s' "$empty$empty$empty$empty$empty$empty$empty$empty" 1<>"$state/journal.spare" ||
    { rm -f "$state/journal.spare"; return 1; }
} 2>/dev/null
marked() { noted "$step $1"; }
mark() { note "$step $1"; }
halted() {
  noted stopping || return
  case $nl${notes##*"$nl$request stopping$nl"} in *"$nl$request up$nl"*) return 1 ;; esac
}
once() {
  outcome="$state/outcomes/$request.$step"
  if [ -f "$outcome" ]; then
    ended=
    while IFS= read -r line; do
      [ -z "$ended" ] || printf '%s\n' "$ended"
      ended=$line
    done <"$outcome"
    case $ended in '' | *[!0-9]*) could_not "read $outcome" 1 ;; esac
    say recalled yes
    [ "$ended" -ne 0 ] || still
    exit "$ended"
  fi
  kept=yes
  trap 'conclude $?' EXIT
  trap 'trap - EXIT; tidy; kept=no; say interrupted yes; exit 143' TERM INT
}
tidy() { :; }
still() { :; }
conclude() {
  tidy
  { [ -d "$state/outcomes" ] || mkdir -p "$state/outcomes"; } &&
    printf '%s%s\n' "$said_so_far" "$1" >"$outcome.new" && mv "$outcome.new" "$outcome"
} 2>/dev/null
