# shellcheck shell=sh
# Functions every script on a host begins with: what it says and how it ends, the clock, where paths lead, the lock of an app.
#
# POSIX shell, coreutils, util-linux flock and awk only.
#
# A script that began goes on when the connection or the worker is lost: the next one waits for it at the lock and finds
# its marks. Programs that are not ours are called with `alone`, which gives them the signals back.
#
# `clock` sets `at` to the milliseconds since 1970, to the hundredth of a second, and starts no program but once: there are moments when
# an application waits for each of them.
#
# Starting a program is what most of a script's time goes for, and a command substitution is one: functions leave what they find in a
# variable, as `clock` does in `at` and `resolve` in `real` (where a path leads, or nothing where it leads nowhere).
#
# "Not there" and "could not be seen" are two answers: what a program of the host is asked for counts only when it ended well, and
# `could_not` ends the script where it did not.
#
# `enter` takes the app's lock on the host for the life of the script. It refuses an installation that is not the one whose name stands
# there (an app without a name belongs to whoever enters first), and a holder older than the newest one seen, so a worker that
# lost its lease can change nothing; `takes_over=yes` puts the name there in place of any other. Name and fence have to be written:
# `spare` is given up for that on a disk that is full, or nothing could make room there any more.
# args: state fence lock_seconds installation installation_name of_app of_host
set -u
trap '' HUP PIPE
nl='
'
here=$PWD
alone() { (trap - HUP PIPE; exec "$@"); }
born=
clock() {
  read -r up _ </proc/uptime
  up=${up%.*}${up#*.}
  # "0.08" would be taken for an octal number.
  up=${up#0}; up=${up#0}0
  if [ -z "$born" ]; then
    at=$(date +%s%3N) || at=$(date +%s%3N) || could_not "tell the time" $?
    case $at in *N*) at=$(date +%s)000 || could_not "tell the time" $? ;; esac
    born=$((at - up))
  fi
  at=$((born + up))
}
say_when() { clock; say "$1" "$at"; }
resolve() {
  real=
  if [ -d "$1" ] && cd -P "$1" 2>/dev/null; then
    real=$PWD
    cd "$here" 2>/dev/null || cd /
  elif [ -e "$1" ]; then real=$(readlink -f "$1") || could_not "see where $1 leads" $?; fi
}
say_real() { resolve "$2"; say "$1" "$real"; }
kept=no
said_so_far=
put() {
  printf '%s=%s\n' "$1" "$2"
  [ "$kept" = no ] || said_so_far=$said_so_far$1=$2$nl
}
say() { put "$1" "$2"; }
# Of a command substitution alone the status would be that of the last program.
unwrap() {
  fields=$IFS
  IFS=$nl
  set -- $encoded
  IFS=
  encoded=$*
  IFS=$fields
}
encode() { encoded=$(printf %s "$1" | base64) && unwrap; }
# A message that cannot be encoded is told by its first line.
say64() {
  case $2 in
    *[![:print:]]*) if encode "$2"; then put "$1:64" "$encoded"; else put "$1" "${2%%"$nl"*}"; fi ;;
    *) put "$1" "$2" ;;
  esac
}
die() {
  code=$1; shift
  for pair; do say64 "detail_${pair%%=*}" "${pair#*=}"; done
  say trouble "$code"
  exit 3
}
could_not() { die HOST_TROUBLE "what=$1" "status=$2" ${3:+"reason=$3"}; }
not_writable() { die NOT_WRITABLE "path=$1" "user=$(id -un)"; }
existing() {
  there=$1
  while [ ! -e "$there" ] && [ "$there" != / ]; do
    there=${there%/*}
    there=${there:-/}
  done
}
# What is free at a path: KiB in free and in blocks of all, inodes in inodes and inodes_all. A file system that makes inodes as it needs them
# says 0 of 0, and leaves inodes empty.
room_at() {
  free= blocks= inodes= inodes_all=
  room=$(stat -f -c '%a %b %S %d %c' "$1" 2>/dev/null) || return
  set -- $room
  [ $# -eq 5 ] || return
  # Some tell so much that its bytes are no number any more.
  if [ "$3" -ge 1024 ]; then free=$(($1 * ($3 / 1024))) blocks=$(($2 * ($3 / 1024)))
  else free=$(($1 * $3 / 1024)) blocks=$(($2 * $3 / 1024)); fi
  [ "$5" -le 0 ] || inodes=$4 inodes_all=$5
}
unwritable() {
  existing "$1"
  room_at "$there"
  [ "${free:-16}" -ge 16 ] || die DISK_FULL "path=$there" "free=$free" needed=16
  [ "${inodes:-16}" -ge 16 ] || die DISK_FULL "path=$there" "inodes=$inodes" inodes_needed=16
  not_writable "$1"
}
enter() {
  { [ -d "$state" ] || mkdir -p "$state" 2>/dev/null; } && [ -w "$state" ] || unwritable "$state"
  notice="${state%/*}/README"
  [ -e "$notice" ] || printf '%s\n' "rexflow keeps its locks and journals here, and the live links of the applications" \
    "beside run through here: do not remove or rename this directory." >"$notice" 2>/dev/null
  [ -e "$state/lock" ] || { true >"$state/lock"; } 2>/dev/null || unwritable "$state/lock"
  exec 9>"$state/lock"
  flock -n 9 || { say waiting "another command on this host"; flock -w "$lock_seconds" 9; } ||
    die HOST_BUSY "path=$state/lock" "seconds=$lock_seconds"
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
