# shellcheck shell=sh
# Functions about data that lies in a live release where a link to what outlives releases is to be. They change nothing.
#
# `shared_paths` has one on a line, a directory with a slash at its end, and `adopt_paths` those of them whose data may be moved. `each_shared`
# gives a function each of them without its slash, as it is spelled, and a word of its caller, mostly a release.
#
# `lies_at` tells whether a release has data of its own there, and leaves in `lying` where; what cannot be seen is not taken for nothing.
# It moves by a rename, or not at all: what would be copied has two places while that lasts. So all that a rename needs is looked at before:
# one file system, and one mount of it, since a rename does not go from one to another.
# args: shared_root shared_paths adopt_paths
each_shared() {
  while IFS= read -r path; do
    [ -z "$path" ] || "$1" "${path%/}" "$path" "$2"
  done <<PATHS
$shared_paths
PATHS
}
is_agreed() { case $nl$adopt_paths$nl in *"$nl$1$nl"*) ;; *) return 1 ;; esac; }
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
holds_something() {
  inside=$(ls -A "$1" 2>/dev/null) || could_not "see what lies in $1" $?
  [ -n "$inside" ]
}
lies_at() {
  [ -n "$2" ] || return 1
  require_way "$2" "$1"
  lying=$2/$1
  if [ -L "$lying" ]; then return 1
  elif [ -d "$lying" ]; then holds_something "$lying"
  else [ -e "$lying" ]; fi
}
unmovable() { die SHARED_UNMOVABLE "path=$lying" "to=$keep" "reason=$1"; }
require_movable() {
  keep=$shared_root/$1
  user=$(id -un)
  resolve "${lying%"/$1"}"
  set -- "$1" "$2" "$real/$1"
  resolve "${lying%/*}"
  [ "$real" = "${3%/*}" ] || unmovable "it lies in $real, where a link leads to"
  if [ -d "$lying" ]; then
    [ -w "$lying" ] || unmovable "$user may not write to it, and so not rename it"
  else
    [ -f "$lying" ] || unmovable "it is neither a file nor a directory"
    case $2 in */) unmovable "it is a file, and $2 is a directory" ;; esac
  fi
  [ -w "${lying%/*}" ] || unmovable "$user may not write to ${lying%/*}"
  if [ -d "$lying" ] && [ -d "$keep" ] && [ ! -L "$keep" ]; then
    ! holds_something "$keep" || unmovable "there is data at both"
  elif [ -e "$keep" ] || [ -L "$keep" ]; then unmovable "there is something at both"; fi
  existing "${keep%/*}"
  [ -w "$there" ] || unmovable "$user may not write to $there"
  on_one_mount "$lying" "$there" || unmovable "the two are not on one file system"
}
on_one_mount() {
  resolve "${1%/*}"
  set -- "$real/${1##*/}" "$real" "$2"
  resolve "$3"
  devices=$(stat -c %d "$1" "$2" "$real") || could_not "see on which file system $1 is" $?
  case $devices in "${devices%%"$nl"*}$nl${devices%%"$nl"*}$nl${devices%%"$nl"*}") ;; *) return 1 ;; esac
  from="$1" to="$real" LC_ALL=C awk '
    function within(path, top) { return top == "/" || path == top || index(path, top "/") == 1 }
    {
      top = $5
      gsub(/\\040/, " ", top); gsub(/\\011/, "\t", top); gsub(/\\134/, "\\", top)
      if (top != ENVIRON["from"] && within(top, ENVIRON["from"])) inner = 1
      if (within(ENVIRON["from"], top) && length(top) >= length(top_from)) { top_from = top; from = $1 }
      if (within(ENVIRON["to"], top) && length(top) >= length(top_to)) { top_to = top; to = $1 }
    }
    END { exit inner || from == "" || from != to }' /proc/self/mountinfo
}
