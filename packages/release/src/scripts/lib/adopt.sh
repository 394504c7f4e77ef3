# shellcheck shell=sh
# Functions that move data of a live release to where what outlives releases is kept, and leave a link to it in its place.
#
# It is a rename and a link: at each moment the data lies at one of the two places, whole, with its owner and its mode. That it moves stands in
# the journal before: so a link that was still to be made, when something ended the script, is made by whoever goes on or goes back.
# Who goes back leaves the data where it is kept, and the link.
# args: state
# lib: journal movable switchLink
lead_one() {
  noted "adopt $2" || return 0
  lying=$3/$1
  keep=$shared_root/$1
  [ ! -L "$lying" ] && [ ! -e "$lying" ] && [ -e "$keep" ] || return 0
  ln -s "$keep" "$lying" || ln -s "$keep" "$lying" || {
    mv -T "$keep" "$lying"
    unmovable "no link to it can be made there"
  }
  is_back "$lying"
}
# Where mv can be told not to copy, it is: on some file systems a rename is none.
rename_only() {
  if mv --no-copy --version >/dev/null 2>&1; then set -- "$1" "$2" --no-copy; fi
  leaves
  mv ${3-} -T "$1" "$2"
}
adopt_one() {
  is_agreed "$2" || return 0
  if lies_at "$1" "$3"; then
    require_movable "$1" "$2"
    note "adopt $2" || unwritable "$state/journal"
    rename_only "$lying" "$keep" || [ ! -e "$lying" ] || rename_only "$lying" "$keep" || unmovable "it could not be renamed"
  fi
  lead_one "$1" "$2" "$3"
  [ -e "$shared_root/$1" ] || die SHARED_MISSING "path=$shared_root/$1"
}
adopt_shared() { each_shared adopt_one "$1"; }
lead_back() { each_shared lead_one "$1"; }
