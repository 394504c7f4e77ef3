# shellcheck shell=sh
# Functions about data that outlives releases: it lies in `shared_root`, and a link in each release leads to it.
#
# Nothing of it is ever removed or written to. What a live release holds at such a path, or what a link there leads to elsewhere, may be
# data that would be left behind: then nothing is switched, and a person decides. What somebody agreed to have moved only has to be fit for that.
#
# `check_shared` gets what is live, before a release; `check_kept` the same of what is kept by now, before any switch: a host that one
# goes back on may keep nothing yet, and then stays as it was. `make_shared` makes directories that are missing, and where data is to move, what
# is above it. `link_shared` gets a release, whose own at such a path is renamed. `tell_shared` says what `check_shared` would refuse.
# args: shared_root shared_paths owner of_app
# lib: movable
require_left_nothing() {
  if lies_at "$1" "$3"; then
    is_agreed "$2" || die SHARED_IN_RELEASE "path=$lying" "to=$shared_root/$1" "app=$of_app"
    require_movable "$1" "$2"
  elif [ -n "$3" ] && [ -L "$3/$1" ]; then
    resolve "$shared_root/$1"
    keeps=$real
    resolve "$3/$1"
    [ -z "$real" ] || [ "$real" = "$keeps" ] || die SHARED_ELSEWHERE "path=$3/$1" "at=$real" "to=$shared_root/$1"
  fi
}
to_come() { is_agreed "$2" && lies_at "$1" "$3"; }
check_one() {
  require_left_nothing "$1" "$2" "$3"
  [ -e "$shared_root/$1" ] || to_come "$1" "$2" "$3" || case $2 in */) ;; *) die SHARED_MISSING "path=$shared_root/$1" ;; esac
}
check_shared() { each_shared check_one "$1"; }
check_kept_one() { { [ ! -e "$shared_root/$1" ] && ! is_agreed "$2"; } || require_left_nothing "$1" "$2" "$3"; }
check_kept() { each_shared check_kept_one "$1"; }
tell_shared() {
  [ -n "$shared_paths" ] || return 0
  refused=$(check_shared "$1") && { say shared ok; return; }
  say shared "${refused##*trouble=}"
  case $refused in *detail_path=*) refused=${refused#*detail_path=}; say shared_at "${refused%%"$nl"*}" ;; esac
}
make_one() {
  wanted=$shared_root/$1
  if to_come "$1" "$2" "$3"; then wanted=${wanted%/*}
  else case $2 in */) ;; *) return ;; esac; fi
  [ ! -d "$wanted" ] || return 0
  # It has its owner when it has its name: what ends this between would leave one that the application cannot write to.
  { make_open "$wanted.rexflow-new" && own_kept "$shared_root" && own_kept "$wanted.rexflow-new" &&
    mv -T "$wanted.rexflow-new" "$wanted"; } 2>/dev/null || unwritable "$wanted"
}
own_kept() { [ -z "$owner" ] || [ ! -d "$1" ] || chown "$owner" "$1"; }
make_shared() { each_shared make_one "$1"; }
# Never through a link: it may lead out of the release. Where nothing is kept, nor will be, what a release has of its own stays.
# shellcheck disable=SC3013 # dash, busybox and bash have -ef.
link_one() {
  [ -e "$shared_root/$1" ] || is_agreed "$2" || return 0
  resolve "$3"
  top=$real
  case $1 in */*)
    make_open "$3/${1%/*}" 2>/dev/null || unwritable "$3/${1%/*}"
    resolve "$3/${1%/*}"
    [ "$real" = "$top/${1%/*}" ] || die TARGET_UNFIT "path=$3/${1%/*}" "reason=it leads to $real, and $1 is shared" ;;
  esac
  if [ -L "$3/$1" ] || [ -e "$3/$1" ]; then
    # A release of another tool has links of its own to it.
    ! { [ -L "$3/$1" ] && [ "$3/$1" -ef "$shared_root/$1" ]; } || return 0
    [ "$(readlink "$3/$1")" != "$shared_root/$1" ] || return 0
    own=$3/$1.before-shared
    [ ! -L "$own" ] && [ ! -e "$own" ] || die TARGET_UNFIT "path=$3/$1" "reason=it is shared now, and $own, where it would be kept, is there already"
    mv -T "$3/$1" "$own" || unwritable "$3"
  fi
  ln -s "$shared_root/$1" "$3/$1" || unwritable "$3"
}
link_shared() { each_shared link_one "$1"; }
