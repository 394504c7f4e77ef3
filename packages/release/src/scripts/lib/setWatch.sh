# shellcheck shell=sh
# Leaves on the host the script `watch`, which goes back by itself when nobody confirms within `confirm` seconds.
# args: state request confirm watch
# lib: journal
# The setsid of BusyBox cannot let go of what it starts.
set_aside() {
  case $(setsid --help 2>&1) in *BusyBox*) ;; *) return 1 ;; esac
  (trap - HUP PIPE; setsid sh "$file" </dev/null >"$state/watch.out" 2>&1 9>&- &)
}
set_watch() {
  file="$state/watch.$request"
  clock
  { printf 'due=%s\n' $((at + confirm * 1000)); printf %s "$watch"; } 2>/dev/null >"$file" || unwritable "$file"
  [ -d /run/systemd/system ] && systemd-run --quiet --collect --on-active="$confirm" sh "$file" 2>/dev/null 9>&- ||
    (trap - HUP PIPE; setsid -f sh "$file" </dev/null >"$state/watch.out" 2>&1 9>&-) || set_aside ||
    could_not "set the watch that goes back when nobody confirms" $?
  # Only now: a second watch changes nothing, and none at all would.
  note 'watch set'
}
