/**
 * Functions every script on a host starts with. POSIX shell, coreutils, util-linux flock and awk only.
 *
 * A script that began goes on when the connection or the worker is lost: the next one waits for it at the lock and finds
 * its marks. Programs that are not ours are called with `alone`, which gives them the signals back.
 *
 * `clock` sets `at` to the milliseconds since 1970, to the hundredth of a second, and starts no program but once: there are moments when
 * an application waits for each of them.
 *
 * Starting a program is what most of a script's time goes for, and a command substitution is one: functions leave what they find in a
 * variable, as `clock` does in `at` and `resolve` in `real` (where a path leads, or nothing where it leads nowhere).
 *
 * Expects `state`, `fence`, `request`, `step`, `lock_seconds`, `installation`, `installation_name`, `of_app` and `of_host`. `enter`
 * takes the app's lock on the host for the life of the script. It refuses an installation that is not the one whose name stands
 * there (an app without a name belongs to whoever enters first), and a holder older than the newest one seen, so a worker that
 * lost its lease can change nothing; `takes_over=yes` puts the name there in place of any other. Name and fence have to be written:
 * `spare` is given up for that on a disk that is full, or nothing could make room there any more.
 */
export const prelude = String.raw`
set -u
trap '' HUP PIPE
nl='
'
here=$PWD
alone() { (trap - HUP PIPE; exec "$@"); }
born=
clock() {
  read -r up _ </proc/uptime
  up=${'$'}{up%.*}${'$'}{up#*.}
  # "0.08" would be taken for an octal number.
  up=${'$'}{up#0}; up=${'$'}{up#0}0
  if [ -z "$born" ]; then
    at=$(date +%s%3N)
    case $at in *N*) at=$(date +%s)000 ;; esac
    born=$((at - up))
  fi
  at=$((born + up))
}
say_when() { clock; say "$1" "$at"; }
resolve() {
  real=
  if [ -d "$1" ] && cd -P "$1" 2>/dev/null; then
    real=$PWD
    cd "$here" || cd /
  elif [ -e "$1" ]; then real=$(readlink -f "$1"); fi
}
say_real() { resolve "$2"; say "$1" "$real"; }
kept=no
put() {
  printf '%s=%s\n' "$1" "$2"
  [ "$kept" = no ] || printf '%s=%s\n' "$1" "$2" >>"$outcome.new"
}
say() { put "$1" "$2"; }
say64() { put "$1:64" "$(printf %s "$2" | base64 | tr -d '\n')"; }
die() {
  code=$1; shift
  for pair; do say64 "detail_${'$'}{pair%%=*}" "${'$'}{pair#*=}"; done
  say trouble "$code"
  exit 3
}
unwritable() {
  free=$(df -Pk "$state" 2>/dev/null | awk 'NR == 2 { print $4 }')
  [ "${'$'}{free:-16}" -ge 16 ] || die DISK_FULL "path=$state" "free=$free" needed=16
  die NOT_WRITABLE "path=$1" "user=$(id -un)"
}
enter() {
  { [ -d "$state" ] || mkdir -p "$state" 2>/dev/null; } && [ -w "$state" ] || unwritable "$state"
  notice="${'$'}{state%/*}/README"
  [ -e "$notice" ] || printf '%s\n' "rexflow keeps its locks and journals here, and the live links of the applications" \
    "beside run through here: do not remove or rename this directory." >"$notice" 2>/dev/null
  exec 9>"$state/lock"
  flock -n 9 || { say waiting "another command on this host"; flock -w "$lock_seconds" 9; } ||
    die HOST_BUSY "path=$state/lock" "seconds=$lock_seconds"
  read_holder || unwritable "$state/installation"
  ours=no
  [ "$held_by" != "$installation" ] || ours=yes
  [ -z "$held_by" ] || [ "$ours" = yes ] || [ "${'$'}{takes_over-no}" = yes ] || held_by_other
  seen=0
  [ ! -e "$state/fence" ] || read -r seen <"$state/fence" || seen=0
  # Who takes over comes after everything the other one may still send.
  least=$seen
  [ -z "$held_by" ] || [ "$ours" = yes ] || least=$((seen + 1))
  [ "$least" -le "$fence" ] || die FENCE_OLD "seen=$seen" "fence=$fence" "holder=$held_by" "app=$of_app"
  [ "$ours" = yes ] || holder_written || { rm -f "$state/spare"; holder_written; } || unwritable "$state/installation"
  [ "$seen" -eq "$fence" ] || fence_written || { rm -f "$state/spare"; fence_written; } || unwritable "$state/fence"
  [ -s "$state/spare" ] || head -c 8192 /dev/zero >"$state/spare" 2>/dev/null
}
read_holder() {
  held_by= held_by_name=
  [ ! -e "$state/installation" ] ||
    { [ -f "$state/installation" ] && { IFS= read -r held_by; IFS= read -r held_by_name; :; } <"$state/installation"; }
} 2>/dev/null
say_holder() {
  ! read_holder || [ -z "$held_by" ] || tell_holder
}
tell_holder() {
  say64 holder "$(printf %.64s "$held_by")"
  say64 holder_name "$(printf %.120s "$held_by_name")"
}
held_by_other() {
  die INSTALLATION_OTHER "holder=$(printf %.64s "$held_by")" "name=$(printf %.120s "$held_by_name")" \
    "app=$of_app" "host=$of_host" "own=$installation_name ($installation)"
}
holder_written() {
  printf '%s\n' "$installation" "$installation_name" >"$state/installation.new" &&
    mv "$state/installation.new" "$state/installation"
} 2>/dev/null
fence_written() { printf '%s\n' "$fence" >"$state/fence.new" && mv "$state/fence.new" "$state/fence"; } 2>/dev/null
nap() { sleep 0.01 2>/dev/null || sleep 1; }
`;
