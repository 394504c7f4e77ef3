/**
 * Functions that read and switch a live link. A switch is one rename, so the path is never missing; a real directory
 * in its place (a host not yet released to) is first moved to where `aside` says.
 */
export const links = String.raw`
resolve() { if [ -e "$1" ]; then readlink -f "$1"; fi; }
switch_link() {
  link=$1 target=$2 aside=$3
  [ -d "$target" ] || die SWITCH_FAILED "path=$link" "reason=$target does not exist"
  if [ -e "$link" ] && [ ! -L "$link" ]; then
    mkdir -p "$(dirname "$aside")" && mv -T "$link" "$aside" || die SWITCH_FAILED "path=$link" "reason=cannot be moved to $aside"
  fi
  if [ "$(readlink "$link")" != "$target" ]; then
    rm -f "$link.rexflow"
    ln -s "$target" "$link.rexflow" && mv -T "$link.rexflow" "$link" || die SWITCH_FAILED "path=$link" "reason=cannot be renamed"
  fi
}
place_of() {
  if [ -d "$1" ] && [ ! -L "$1" ]; then printf %s "$1"; elif [ -n "$2" ] && [ -d "$2" ]; then printf %s "$2"; fi
}
`;
