# shellcheck shell=sh
# Functions that tell what of an app on its host is rexflow's own work, and change nothing.
#
# `made` has a directory on a line: those the records say rexflow made, wherever they lie now. `others` are those they say somebody else
# made, and `elsewhere` those that releases made on hosts the app was, or is, on beside this one. `find_ours` leaves in `goes` what removing the app takes away, in `stays` what it leaves, a line each: `directory <path>`,
# `link <path>`, or `relink <path>` for a current link that runs through `.rexflow` to a directory that stays, and becomes a plain one.
# What rexflow keeps in `state` goes in any case and is not among them. `live_goes` says whether the application runs from what goes.
# `sum` names the list.
#
# What the records say may be wrong or old: only a directory of its own with the name of a release is believed.
# args: state program_link config_link made others elsewhere shared_root
# lib: currentLink
is_release_name() {
  case ${1##*/} in *_[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]_[0-9][0-9][0-9][0-9][0-9][0-9]) ;; *) return 1 ;; esac
  case $1/ in */../* | */./*) return 1 ;; /*) ;; *) return 1 ;; esac
}
holds() { case $nl$2 in *"$nl$1$nl"*) ;; *) return 1 ;; esac; }
takes() {
  [ -d "$1" ] && [ ! -L "$1" ] && ! holds "directory $1" "$goes" || return 0
  goes=${goes}directory\ $1$nl
  resolve "$1"
  places=$places$real$nl
}
leaves() { holds "$1 $2" "$stays" || stays=$stays$1\ $2$nl; }
# A place may be reached by another path than the one that is known.
is_going() {
  [ -n "$1" ] || return 1
  while IFS= read -r place; do
    [ -z "$place" ] || case $1/ in "$place"/*) return 0 ;; esac
  done <<PLACES
$places
PLACES
  return 1
}
find_directories() {
  while IFS= read -r each; do
    ! is_release_name "$each" || { takes "$each"; takes "$each.part"; }
  done <<MADE
$made
MADE
  # Beside its own links nobody else fills a directory of this name; in one that several apps share somebody may.
  for each in "$program_link"_????????_??????.part ${config_link:+"$config_link"_????????_??????.part}; do
    ! is_release_name "${each%.part}" || takes "$each"
  done
  while IFS= read -r each; do
    [ -z "$each" ] || [ ! -d "$each" ] || [ -L "$each" ] || holds "directory $each" "$goes" || leaves directory "$each"
  done <<OTHERS
$others
OTHERS
}
same_machine() { die REMOVAL_SAME_HOST "app=$of_app" "host=$of_host" "path=$1"; }
# What is there of a release to another host says that both are one machine under two addresses. Where it is in use, or what rexflow keeps
# is kept beside it, too, taking it away here would take it away there.
require_other_machine() {
  while IFS= read -r each; do
    is_release_name "$each" && [ -d "$each" ] || continue
    [ "${each%/*}" != "${program_link%/*}" ] || same_machine "$each"
    for link in "$program_link" ${config_link:+"$config_link"} "$state/live/program"; do
      ! same_place "$link" "$each" || same_machine "$each"
    done
  done <<ELSEWHERE
$elsewhere
ELSEWHERE
}
judge_link() {
  if [ ! -L "$1" ]; then
    [ ! -e "$1" ] || leaves directory "$1"
    return 0
  fi
  text=$(readlink "$1") || could_not "read the link $1" $?
  case $text in "$state"/*) through=yes ;; *) through=no ;; esac
  resolve "$1"
  if is_going "$real"; then
    goes=${goes}link\ $1$nl live_goes=yes
  elif [ -z "$real" ] && { [ "$through" = yes ] || holds "$text" "$made$nl"; }; then
    # What ran from there may run on, and has nothing to come up from again.
    goes=${goes}link\ $1$nl live_goes=yes
  elif [ "$through" = yes ]; then goes=${goes}relink\ $1$nl
  else leaves link "$1"; fi
}
# shellcheck disable=SC2034 # Scripts read of it what they need.
find_ours() {
  goes='' stays='' places='' live_goes=no
  require_other_machine
  find_directories
  judge_link "$program_link"
  [ -z "$config_link" ] || judge_link "$config_link"
  [ ! -d "$shared_root" ] || leaves directory "$shared_root"
  sum=$(printf '%s' "$goes" | LC_ALL=C sort | sha256sum) || could_not "tell what goes" $?
  sum=${sum%% *}
}
say_lines() {
  [ -n "$2" ] || return 0
  encode "$2" || could_not "tell what goes" $?
  put "$1:64" "$encoded"
}
