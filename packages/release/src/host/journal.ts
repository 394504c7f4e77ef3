/**
 * Functions by which a script leaves on the host what it did. What it did is marked in a journal, so that the same script
 * sent again goes on instead of doing it twice.
 *
 * A script that calls `once` leaves all it said and its status on the host before it exits: sent again after it ended, it
 * says the same and does nothing, whether it went well or not. Told to end (SIGTERM), it ends at the next command, and
 * sent again it goes on from its marks, as after a crash of the host. `still` looks whether a good outcome that is told again
 * is true yet.
 *
 * `noted` looks into what the journal held of this request when it was first asked, which is under the lock, and what was noted since;
 * who does not hold the lock calls `recall` before.
 *
 * `halted` tells that the application was told to stop for this request, by whichever script, and was not seen up since.
 */
export const journal = String.raw`
notes=
recall() { notes=$nl$(grep -F "$request " "$state/journal" 2>/dev/null)$nl; }
noted() {
  [ -n "$notes" ] || recall
  case $notes in *"$nl$request $1$nl"*) ;; *) return 1 ;; esac
}
note() {
  printf '%s %s\n' "$request" "$1" >>"$state/journal" || return
  [ -z "$notes" ] || notes=$notes$request\ $1$nl
}
marked() { noted "$step $1"; }
mark() { note "$step $1"; }
halted() {
  noted stopping || return
  case $nl${'$'}{notes##*"$nl$request stopping$nl"} in *"$nl$request up$nl"*) return 1 ;; esac
}
once() {
  outcome="$state/outcomes/$request.$step"
  [ -d "$state/outcomes" ] || mkdir -p "$state/outcomes"
  if [ -f "$outcome" ]; then
    sed '$d' "$outcome"
    say recalled yes
    ended=$(tail -n 1 "$outcome")
    [ "$ended" -ne 0 ] || still
    exit "$ended"
  fi
  : >"$outcome.new"
  kept=yes
  trap 'conclude $?' EXIT
  trap 'trap - EXIT; tidy; rm -f "$outcome.new"; kept=no; say interrupted yes; exit 143' TERM INT
}
tidy() { :; }
still() { :; }
conclude() {
  tidy
  printf '%s\n' "$1" >>"$outcome.new" && mv "$outcome.new" "$outcome"
}
`;
