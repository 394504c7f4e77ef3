# shellcheck shell=sh
# Functions about lists of digests, a line each as sha256sum has them. `sum_of` leaves the digest of a file in `sum`.
sum_of() {
  sum=$(sha256sum <"$1") || sum=$(sha256sum <"$1") || could_not "read $1" $?
  sum=${sum%% *}
}
make_list() {
  if [ -n "$1" ]; then
    LC_ALL=C awk -v delta="$2" '
      FILENAME == delta { if (substr($0, 1, 1) == "-") gone[substr($0, 2)]; else print substr($0, 2); next }
      !($0 in gone)' "$2" "$1" | LC_ALL=C sort >"$3"
  else
    mv "$2" "$3"
  fi
}
list_of() {
  digests=$(cd "$1" && find . -type f -exec sha256sum {} +) || return
  [ -z "$digests" ] || printf '%s\n' "$digests" | sed 's|^\(\\\{0,1\}[0-9a-f]*  \)\./|\1|'
}
count_files() { find "$@" -type f -print0 | LC_ALL=C tr -dc '\000' | wc -c; }
