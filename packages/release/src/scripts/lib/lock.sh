# shellcheck shell=sh
# Functions by which a script that changes something begins.
#
# `enter` takes the app's lock on the host for the life of the script. It refuses an installation that is not the one whose name stands
# there (an app without a name belongs to whoever enters first), and a holder older than the newest one seen, so a worker that
# lost its lease can change nothing; `takes_over=yes` puts the name there in place of any other. Name and fence have to be written:
# `spare` is given up for that on a disk that is full, or nothing could make room there any more.
# args: state fence lock_seconds installation installation_name of_app of_host
# lib: holder
enter() {
  { [ -d "$state" ] || make_open "$state" 2>/dev/null; } && [ -w "$state" ] || unwritable "$state"
  notice="${state%/*}/README"
  [ -e "$notice" ] || printf '%s\n' "rexflow keeps its locks and journals here, and the live links of the applications" \
    "beside run through here: do not remove or rename this directory." >"$notice" 2>/dev/null
  take_lock
  # A removal takes the lock away with all else: who waited for it meanwhile holds what nobody else waits for any more.
  # shellcheck disable=SC3013 # dash, bash and busybox have it.
  until [ "$state/lock" -ef /proc/self/fd/9 ] || lock_stands; do
    make_open "$state" 2>/dev/null || unwritable "$state"
    take_lock
  done
  read_holder || unwritable "$state/installation"
  ours=no
  [ "$held_by" != "$installation" ] || ours=yes
  [ -z "$held_by" ] || [ "$ours" = yes ] || [ "${takes_over-no}" = yes ] || held_by_other
  seen=0
  [ ! -s "$state/fence" ] || read -r seen <"$state/fence" || could_not "read $state/fence" $?
  # Who takes over comes after everything the other one may still send.
  least=$seen
  [ -z "$held_by" ] || [ "$ours" = yes ] || least=$((seen + 1))
  [ "$least" -le "$fence" ] || die FENCE_OLD "seen=$seen" "fence=$fence" "holder=$held_by" "app=$of_app"
  [ "$ours" = yes ] || holder_written || { rm -f "$state/spare"; holder_written; } || unwritable "$state/installation"
  [ "$seen" -eq "$fence" ] || fence_written || { rm -f "$state/spare"; fence_written; } || unwritable "$state/fence"
  [ -s "$state/spare" ] || head -c 8192 /dev/zero >"$state/spare" 2>/dev/null
}
take_lock() {
  [ -e "$state/lock" ] || { true >"$state/lock"; } 2>/dev/null || unwritable "$state/lock"
  exec 9>"$state/lock"
  flock -n 9 || {
    command -v flock >/dev/null || not_installed flock
    say waiting "another command on this host"
    await_lock
  } || die HOST_BUSY "path=$state/lock" "seconds=$lock_seconds"
}
not_installed() { die HOST_TROUBLE "what=start $1" status=127 "reason=it is not installed" "app=$of_app"; }
# The flock of BusyBox waits for ever or not at all.
await_lock() {
  case $(flock --help 2>&1) in *' -w'*) flock -w "$lock_seconds" 9; return ;; esac
  clock
  locked_by=$((at + lock_seconds * 1000))
  until flock -n 9; do
    clock
    [ "$at" -lt "$locked_by" ] || return 1
    nap
  done
}
# Where a file cannot be told by its number, what counts is whether it was removed.
lock_stands() { [ "$(stat -L -c %h /proc/self/fd/9 2>/dev/null)" != 0 ]; }
held_by_other() {
  die INSTALLATION_OTHER "holder=$(printf %.64s "$held_by")" "name=$(printf %.120s "$held_by_name")" \
    "app=$of_app" "host=$of_host" "own=$installation_name ($installation)"
}
holder_written() {
  printf '%s\n' "$installation" "$installation_name" >"$state/installation.new" &&
    mv "$state/installation.new" "$state/installation"
} 2>/dev/null
fence_written() { printf '%s\n' "$fence" >"$state/fence.new" && mv "$state/fence.new" "$state/fence"; } 2>/dev/null
