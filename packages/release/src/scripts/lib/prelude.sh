# shellcheck shell=sh
# Functions every script on a host begins with: what it says and how it ends, the clock,
# where paths lead, what is free on a disk.
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
# Tells what is free at a path: KiB in free and in blocks of all, inodes in inodes and inodes_all. A file system that makes inodes as it needs them
# says 0 of 0, and leaves inodes empty.
# shellcheck disable=SC2034 # Each script reads what it needs of it.
room_at() {
  free='' blocks='' inodes='' inodes_all=''
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
nap() { sleep 0.01 2>/dev/null || sleep 1; }
# A directory that others have to pass through, as the application's user on its way through a link, whatever the umask of the login is.
make_open() { (umask go+rx && exec mkdir -p "$@"); }
