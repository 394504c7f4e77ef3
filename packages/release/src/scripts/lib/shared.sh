# shellcheck shell=sh
# Functions about data that outlives releases: it lies in `shared_root`, and a link in each release leads to it.
#
# `shared_paths` has one on a line, a directory with a slash at its end. Nothing of it is ever moved, removed or written to. What a live release
# holds at such a path, or what a link there leads to elsewhere, may be data that would be left behind: then nothing is switched, and a person
# decides. What cannot be seen is not taken for nothing.
#
# `check_shared` gets what is live, before a release; `check_kept` the same of what is kept by now, before any switch: a host that one
# goes back on may keep nothing yet, and then stays as it was. `make_shared` makes directories that are missing. `link_shared` gets a
# release, whose own at such a path is renamed. `tell_shared` says what `check_shared` would refuse.
# args: shared_root shared_paths owner
each_shared() {
  while IFS= read -r path; do
    [ -z "$path" ] || "$1" "${path%/}" "$path" "$2"
  done <<PATHS
$shared_paths
PATHS
}
# Each directory on the way to a path has to let us through, or what lies there would seem to be absent.
require_way() {
  up=$1
  rest=$2/
  while [ -d "$up" ] && [ -n "$rest" ]; do
    [ -x "$up" ] || could_not "see what lies in $up" 1
    up=$up/${rest%%/*}
    rest=${rest#*/}
  done
}
require_left_nothing() {
  [ -n "$2" ] || return 0
  require_way "$2" "$1"
  at=$2/$1
  if [ -L "$at" ]; then
    resolve "$shared_root/$1"
    keeps=$real
    resolve "$at"
    [ -z "$real" ] || [ "$real" = "$keeps" ] || die SHARED_ELSEWHERE "path=$at" "at=$real" "to=$shared_root/$1"
  elif [ -d "$at" ]; then
    inside=$(ls -A "$at" 2>/dev/null) || could_not "see what lies in $at" $?
    [ -z "$inside" ] || die SHARED_IN_RELEASE "path=$at" "to=$shared_root/$1"
  elif [ -e "$at" ]; then die SHARED_IN_RELEASE "path=$at" "to=$shared_root/$1"; fi
}
check_one() {
  require_left_nothing "$1" "$3"
  [ -e "$shared_root/$1" ] || case $2 in */) ;; *) die SHARED_MISSING "path=$shared_root/$1" ;; esac
}
check_shared() { each_shared check_one "$1"; }
check_kept_one() { [ ! -e "$shared_root/$1" ] || require_left_nothing "$1" "$3"; }
check_kept() { each_shared check_kept_one "$1"; }
tell_shared() {
  [ -n "$shared_paths" ] || return 0
  refused=$(check_shared "$1") && { say shared ok; return; }
  say shared "${refused##*trouble=}"
  case $refused in *detail_path=*) refused=${refused#*detail_path=}; say shared_at "${refused%%"$nl"*}" ;; esac
}
make_one() {
  case $2 in */) ;; *) return ;; esac
  [ ! -d "$shared_root/$1" ] || return 0
  # It has its owner when it has its name: what ends this between would leave one that the application cannot write to.
  { make_open "$shared_root/$1.rexflow-new" && { [ -z "$owner" ] || chown "$owner" "$shared_root" "$shared_root/$1.rexflow-new"; } &&
    mv -T "$shared_root/$1.rexflow-new" "$shared_root/$1"; } 2>/dev/null || unwritable "$shared_root/$1"
}
make_shared() { each_shared make_one ''; }
# Never through a link: it may lead out of the release. Where nothing is kept, what a release has of its own stays.
link_one() {
  [ -e "$shared_root/$1" ] || return 0
  resolve "$3"
  top=$real
  case $1 in */*)
    make_open "$3/${1%/*}" 2>/dev/null || unwritable "$3/${1%/*}"
    resolve "$3/${1%/*}"
    [ "$real" = "$top/${1%/*}" ] || die TARGET_UNFIT "path=$3/${1%/*}" "reason=it leads to $real, and $1 is shared" ;;
  esac
  if [ -L "$3/$1" ] || [ -e "$3/$1" ]; then
    [ "$(readlink "$3/$1")" != "$shared_root/$1" ] || return 0
    own=$3/$1.before-shared
    [ ! -L "$own" ] && [ ! -e "$own" ] || die TARGET_UNFIT "path=$3/$1" "reason=it is shared now, and $own, where it would be kept, is there already"
    mv -T "$3/$1" "$own" || unwritable "$3"
  fi
  ln -s "$shared_root/$1" "$3/$1" || unwritable "$3"
}
link_shared() { each_shared link_one "$1"; }
