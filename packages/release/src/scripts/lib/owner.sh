# shellcheck shell=sh
# Functions about whose the files of an app are.
#
# `owner` is `user:group`, and empty where files stay those of the user who logs in; `owner_user` is empty, too, where it is said for all
# hosts at once (release.owner), which needs root. No file of a release is one of another release by a second name, so what a new one is
# given changes none before it.
#
# `is_foreign` tells whether files have to be given to somebody else by a user who is not root: then one command gives them away as root, and
# what has to be done with them later is done as their owner, by `as_owner`. `by_writer` does so only where the directory named first
# cannot be written otherwise. `take_away` removes a tree, whoever made what of it.
# args: owner owner_user owner_umask owner_become
foreign=
is_foreign() {
  [ -n "$owner_user" ] || return 1
  if [ -z "$foreign" ]; then
    foreign=yes
    login=$(id -un) || could_not "see who logs in" $?
    [ "$login" != "$owner_user" ] && [ "$login" != root ] || foreign=no
  fi
  [ "$foreign" = yes ]
}
# shellcheck disable=SC2016 # The other shell is to see these.
as_owner() {
  alone "$owner_become" -n -u "$owner_user" sh -c 'umask "$1"; shift; exec "$@"' sh "$owner_umask" "$@" </dev/null 9>&-
}
by_writer() {
  writer=$1
  shift
  if [ -w "$writer" ] || ! is_foreign; then "$@"; else as_owner "$@"; fi
}
take_away() {
  if is_foreign && { [ -e "$1" ] || [ -L "$1" ]; } && ! rm -rf "$1" 2>/dev/null; then
    as_owner rm -rf -- "$1" 2>/dev/null
  fi
  rm -rf "$1"
}
give() {
  if is_foreign; then alone "$owner_become" -n chown -hR "$owner" -- "$1" </dev/null 9>&-
  else chown -hR "$owner" "$1"; fi
}
