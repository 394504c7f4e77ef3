# shellcheck shell=sh
# Functions about data that outlives releases: it lies in `shared_root`, and a link in each release leads to it.
#
# `shared_paths` has one on a line, a directory with a slash at its end. Nothing of it is ever moved, removed or written to. What a live release
# holds at such a path may be data: then the release is refused, and a person moves it.
#
# `check_shared` gets what is live. `make_shared` makes directories that are missing. `link_shared` gets a release, whose own at such a path, if it is no link, is
# renamed.
# args: shared_root shared_paths owner
each_shared() {
  while IFS= read -r path; do
    [ -z "$path" ] || "$1" "${path%/}" "$path" "$2"
  done <<PATHS
$shared_paths
PATHS
}
check_one() {
  if [ -n "$3" ] && [ ! -L "$3/$1" ] && [ -e "$3/$1" ]; then
    [ -d "$3/$1" ] && [ -z "$(ls -A "$3/$1" 2>/dev/null)" ] || die SHARED_IN_RELEASE "path=$3/$1" "to=$shared_root/$1"
  fi
  [ -e "$shared_root/$1" ] || case $2 in */) ;; *) die SHARED_MISSING "path=$shared_root/$1" ;; esac
}
check_shared() { each_shared check_one "$1"; }
make_one() {
  case $2 in */) ;; *) return ;; esac
  [ ! -d "$shared_root/$1" ] || return 0
  make_open "$shared_root/$1" 2>/dev/null && { [ -z "$owner" ] || chown "$owner" "$shared_root" "$shared_root/$1"; } || unwritable "$shared_root/$1"
}
make_shared() { each_shared make_one ''; }
# Never through a link: it may lead out of the release.
link_one() {
  resolve "$3"
  top=$real
  case $1 in */*)
    make_open "$3/${1%/*}" 2>/dev/null || unwritable "$3/${1%/*}"
    resolve "$3/${1%/*}"
    [ "$real" = "$top/${1%/*}" ] || die TARGET_UNFIT "path=$3/${1%/*}" "reason=it leads to $real, and $1 is shared" ;;
  esac
  if [ -L "$3/$1" ]; then
    [ "$(readlink "$3/$1")" = "$shared_root/$1" ] && return
    rm -f "$3/$1" || unwritable "$3/$1"
  elif [ -e "$3/$1" ]; then
    mv -T "$3/$1" "$3/$1.before-shared" || unwritable "$3"
  fi
  ln -s "$shared_root/$1" "$3/$1" || unwritable "$3"
}
link_shared() { each_shared link_one "$1"; }
