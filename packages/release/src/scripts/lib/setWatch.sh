# shellcheck shell=sh
# Leaves on the host the script `watch`, which goes back by itself when nobody confirms within `confirm` seconds.
# A unit of systemd gets of this login what the programs of an application are found by, and what it starts outlives it. It would run as root,
# whoever asked for it: others have a session of their own.
# args: state request confirm watch
# lib: journal
unit_watches() {
  [ -d /run/systemd/system ] && [ "$(id -u)" -eq 0 ] || return
  systemd-run --quiet --collect --on-active="$confirm" --timer-property=AccuracySec=100ms -p KillMode=process \
    --setenv=HOME="${HOME-}" --setenv=PATH="$PATH" ${PM2_HOME:+"--setenv=PM2_HOME=$PM2_HOME"} \
    ${DOCKER_HOST:+"--setenv=DOCKER_HOST=$DOCKER_HOST"} ${DOCKER_CONTEXT:+"--setenv=DOCKER_CONTEXT=$DOCKER_CONTEXT"} \
    ${XDG_RUNTIME_DIR:+"--setenv=XDG_RUNTIME_DIR=$XDG_RUNTIME_DIR"} sh "$file" 2>/dev/null 9>&-
}
# The setsid of BusyBox cannot let go of what it starts.
set_aside() {
  case $(setsid --help 2>&1) in *BusyBox*) ;; *) return 1 ;; esac
  (trap - HUP PIPE; setsid sh "$file" </dev/null >"$state/watch.out" 2>&1 9>&- &)
}
set_watch() {
  file="$state/watch.$request"
  clock
  # Variables of the application stand in it, secrets among them.
  (umask 077; { printf 'due=%s\n' $((at + confirm * 1000)); printf %s "$watch"; } 2>/dev/null >"$file") || unwritable "$file"
  unit_watches ||
    (trap - HUP PIPE; setsid -f sh "$file" </dev/null >"$state/watch.out" 2>&1 9>&-) || set_aside ||
    could_not "set the watch that goes back when nobody confirms" $?
  # Only now: a second watch changes nothing, and none at all would.
  note 'watch set'
}
