/**
 * Functions that read and switch a live link. A switch is one rename, so the path is never missing; a real directory
 * in its place (a host not yet released to) is first moved to where `aside` says. `ready_link` makes the new link beside
 * the live one, while the application still runs; `swap_link` is all that is left to do when it does not.
 */
export const links = String.raw`
resolve() { if [ -e "$1" ]; then readlink -f "$1"; fi; }
ready_link() {
  link=$1 target=$2
  [ -d "$target" ] || die SWITCH_FAILED "path=$link" "reason=$target does not exist"
  rm -f "$link.rexflow"
  [ "$(readlink "$link")" = "$target" ] || ln -s "$target" "$link.rexflow" ||
    die SWITCH_FAILED "path=$link" "reason=$link.rexflow cannot be made"
}
swap_link() {
  link=$1 aside=$2
  [ -L "$link.rexflow" ] || return 0
  if [ -e "$link" ] && [ ! -L "$link" ]; then
    mkdir -p "$(dirname "$aside")" && mv -T "$link" "$aside" || die SWITCH_FAILED "path=$link" "reason=cannot be moved to $aside"
  fi
  mv -T "$link.rexflow" "$link" || die SWITCH_FAILED "path=$link" "reason=cannot be renamed"
}
switch_link() { ready_link "$1" "$2" && swap_link "$1" "$3"; }
place_of() {
  if [ -d "$1" ] && [ ! -L "$1" ]; then printf %s "$1"; elif [ -n "$2" ] && [ -d "$2" ]; then printf %s "$2"; fi
}
`;
