/**
 * Functions that hold a tree against a list of digests without reading again what is known. Expect `final`, beside what the
 * prelude expects.
 *
 * Every release that was sealed leaves in `sealed/` the list of its program's digests, and what each entry of its directories
 * was then: files by inode, size and change time, links by inode and change time, directories by mode. A file of the live
 * release that still is what it was has its digest still; what was copied from it needs no reading, and what was sent is
 * read here. Only change times are trusted, which nobody can set. Where find knows no -printf, everything is read; and so
 * it is when the host went down since the carry began, since what lies there then may have its size and time and not its bytes.
 *
 * `look` prints what each entry of a tree is, a line each; a line break in a name becomes \001.
 */
export const proof = String.raw`
seen_of() { printf '%s/sealed/%s' "$state" "${'$'}{1##*/}"; }
sealed_list() { printf '%s.list' "$(seen_of "$1")"; }
look() {
  find "$1" -mindepth 1 \( -type f -printf 'f %i %s %C@ %P\0' -o -type d -printf 'd %m %P\0' -o -printf '%y %i %C@ %P\0' \) \
    2>/dev/null | LC_ALL=C tr '\n\000' '\001\n'
}
remember() {
  look "$1" >"$2"
  [ -s "$2" ] || rm -f "$2"
}
sum_of() { sha256sum <"$1" | cut -c 1-64; }
make_list() {
  if [ -n "$1" ]; then
    LC_ALL=C awk -v delta="$2" '
      FILENAME == delta { if (substr($0, 1, 1) == "-") gone[substr($0, 2)]; else print substr($0, 2); next }
      !($0 in gone)' "$2" "$(sealed_list "$1")" | LC_ALL=C sort >"$3"
  else
    mv "$2" "$3"
  fi
}
boot() { cat /proc/sys/kernel/random/boot_id; }
carry_begins() { boot >"$state/carried_since"; }
unproven() {
  was="$(seen_of "$2").files"
  if [ -z "$2" ] || [ ! -s "$was" ] || [ "$(boot)" != "$(cat "$state/carried_since" 2>/dev/null)" ]; then
    cat "$1"
    return
  fi
  look "$2" | LC_ALL=C awk -v was="$was" -v known="$(sealed_list "$2")" -v list="$1" '
    FILENAME == was { same[$0]; next }
    FILENAME == known { if (substr($0, 67) in untouched) proven[$0]; next }
    FILENAME == list { if (!($0 in proven)) print; next }
    /^f / && $0 in same { sub(/^f [^ ]+ [^ ]+ [^ ]+ /, ""); untouched[$0] }' "$was" - "$(sealed_list "$2")" "$1"
}
differing() { [ ! -s "$2" ] || (cd "$1" && sha256sum -c --quiet "$2" 2>&1 | head -n 5); }
verify() {
  unproven "$2" "$3" >"$state/unproven"
  bad=$(differing "$1" "$state/unproven")
  [ -z "$bad" ] || {
    [ "$final" = yes ] || { say mismatch yes; exit 0; }
    die VERIFY_FAILED "path=$1" "reason=$bad"
  }
  say checked "$(wc -l <"$state/unproven" | tr -d ' ')"
}
count_files() { find "$1" -type f -print0 | LC_ALL=C tr -dc '\000' | wc -c; }
forget_sealed() {
  ls -t "$state/sealed" | tail -n +61 | while IFS= read -r old; do rm -f "$state/sealed/$old"; done
}
`;
