# shellcheck shell=sh
# Functions about data that outlives releases: it lies in `shared_root`, and a link in each release leads to it.
#
# Nothing of it is ever removed or written to. What a live release holds at such a path, or what a link there leads to elsewhere, may be
# data that would be left behind: then nothing is switched, and a person decides. What somebody agreed to have moved only has to be fit for that.
#
# `check_shared` gets what is live, before a release; `check_kept` the same of what is kept by now, before any switch: a host that one
# goes back on may keep nothing yet, and then stays as it was. `make_shared` makes directories that are missing, and where data is to move, what
# is above it. `link_shared` gets a release, whose own at such a path is renamed. `tell_shared` says what `check_shared` would refuse.
#
# Data that lies where it would without `paths.shared` (`shared_usual`), or where the live release that we made leads to, has to lie in
# `shared_root` first: a root that was changed in the settings alone would have an application begin with nothing.
#
# `shared_part` is where a directory is made before it gets its name, with the owner it is to have: what ends this between would leave
# one that the application cannot write to. `shared_root` itself stays with the user who logs in where that is not the owner.
# args: state shared_root shared_usual shared_part shared_paths owner owner_user owner_umask of_app
# lib: owner movable
root_moved() { die SHARED_MOVED "path=$1" "from=$2" "to=$shared_root"; }
require_same_root() {
  [ -n "$shared_usual" ] && lies_at "$1" "$shared_usual" || return 0
  same_data "$lying" "$shared_root/$1" || root_moved "$lying" "$shared_usual"
}
same_data() {
  resolve "$2"
  keeps=$real
  resolve "$1"
  [ "$real" = "$keeps" ]
}
elsewhere() {
  leads=$(readlink "$2/$1") || could_not "read the link $2/$1" $?
  case $leads in /*"/$1") [ ! -s "$state/sealed/${2##*/}.list" ] || root_moved "$real" "${leads%"/$1"}" ;; esac
  die SHARED_ELSEWHERE "path=$2/$1" "at=$real" "to=$shared_root/$1"
}
require_left_nothing() {
  if lies_at "$1" "$3"; then
    is_agreed "$2" || die SHARED_IN_RELEASE "path=$lying" "to=$shared_root/$1" "app=$of_app"
    require_movable "$1" "$2"
  elif [ -n "$3" ] && [ -L "$3/$1" ]; then
    same_data "$3/$1" "$shared_root/$1" || [ -z "$real" ] || elsewhere "$1" "$3"
  fi
}
to_come() { is_agreed "$2" && lies_at "$1" "$3"; }
check_one() {
  require_same_root "$1"
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
  tell_refused shared_at path
  tell_refused shared_from from
}
tell_refused() {
  case $refused in *"detail_$2="*) refused_at=${refused#*"detail_$2="}; say "$1" "${refused_at%%"$nl"*}" ;; esac
}
make_one() {
  wanted=$shared_root/$1
  if to_come "$1" "$2" "$3"; then wanted=${wanted%/*}
  else case $2 in */) ;; *) return ;; esac; fi
  make_kept "$wanted" 2>/dev/null || unwritable "$wanted"
}
make_kept() {
  [ ! -d "$1" ] || return 0
  if [ "$1" = "$shared_root" ]; then
    make_open "$1" && { [ -z "$owner" ] || is_foreign || give "$1"; }
    return
  fi
  make_kept "${1%/*}" || return
  if is_foreign && [ ! -w "${1%/*}" ]; then as_owner mkdir "$1"
  else
    [ ! -e "$shared_part" ] || rmdir "$shared_part"
    { if [ -n "$owner_user" ]; then (umask "$owner_umask"; exec mkdir "$shared_part"); else make_open "$shared_part"; fi; } &&
      { [ -z "$owner" ] || give "$shared_part"; } && mv -T "$shared_part" "$1"
  fi || [ -d "$1" ]
}
make_shared() { each_shared make_one "$1"; }
make_way() { if [ -w "$1" ] || ! is_foreign; then make_open "$2"; else as_owner mkdir -p "$2"; fi; }
# Never through a link: it may lead out of the release. Where nothing is kept, nor will be, what a release has of its own stays.
# shellcheck disable=SC3013 # dash, busybox and bash have -ef.
link_one() {
  [ -e "$shared_root/$1" ] || is_agreed "$2" || return 0
  holder_dir=$3/$1
  holder_dir=${holder_dir%/*}
  resolve "$3"
  top=$real
  case $1 in */*)
    make_way "$3" "$3/${1%/*}" 2>/dev/null || unwritable "$3/${1%/*}"
    resolve "$3/${1%/*}"
    [ "$real" = "$top/${1%/*}" ] || die TARGET_UNFIT "path=$3/${1%/*}" "reason=it leads to $real, and $1 is shared" ;;
  esac
  if [ -L "$3/$1" ] || [ -e "$3/$1" ]; then
    # A release of another tool has links of its own to it.
    ! { [ -L "$3/$1" ] && [ "$3/$1" -ef "$shared_root/$1" ]; } || return 0
    [ "$(readlink "$3/$1")" != "$shared_root/$1" ] || return 0
    # It leads there by way of a root that was moved.
    ! [ -L "$3/$1" ] || ! same_data "$3/$1" "$shared_root/$1" || [ -z "$real" ] || return 0
    own=$3/$1.before-shared
    [ ! -L "$own" ] && [ ! -e "$own" ] || die TARGET_UNFIT "path=$3/$1" "reason=it is shared now, and $own, where it would be kept, is there already"
    by_writer "$holder_dir" mv -T "$3/$1" "$own" || unwritable "$3"
  fi
  by_writer "$holder_dir" ln -s "$shared_root/$1" "$3/$1" || unwritable "$3"
}
link_shared() { each_shared link_one "$1"; }
