/**
 * Functions that make a release of the live one and what differs from it, which came with the script: `take_in` reads it, before
 * anything is locked, since a connection that hangs would keep the lock. Expect what host/proof.ts and host/sealing.ts expect, and
 * `program_before`, `config_before`, `live_list` (the sum of the list the host has of what is live), `list_from` (the
 * program directory what came differs from; empty when nothing came), `live_sum`, `list_sum`, for each of program and
 * config the bytes of what goes and of what comes and the entries of the tree afterwards, and a function `lines_of` that
 * prints the lines of the lists.
 *
 * What the live release holds is copied only when all of it is, by inode, size and change time, what it was when it was sealed, and
 * is so still when it was copied: then only what came is read. `bring` fails, and leaves nothing that counts, where that
 * is not so; the carry does better there.
 */
export const bringing = String.raw`
take_in() {
  trap 'rm -f "$state/coming.$$"' EXIT
  { mkdir -p "$state" && head -c "$coming" <&3 >"$state/coming.$$"; } 2>/dev/null
  exec 3<&-
}
untouched() { look "$1" | cmp -s - "$2"; }
copy_live() {
  [ -s "$3" ] && untouched "$1" "$3" || return
  rm -rf "$2" && cp -dR --preserve=mode,timestamps --reflink=auto "$1" "$2" 2>/dev/null && untouched "$1" "$3"
}
change() {
  head -c "$2" <&4 | (cd "$1" && xargs -0 rm -rf --) || return
  [ "$3" -eq 0 ] || head -c "$3" <&4 | tar -C "$1" -xpof - 2>/dev/null
}
holds() { [ "$(wc -l <"$1")" -eq "$2" ]; }
bring() {
  [ "$program_before" = "$list_from" ] && [ "$live_list" = "$live_sum" ] || return
  if [ "$coming" -gt 0 ]; then
    [ "$(wc -c <"$state/coming.$$")" -eq "$coming" ] && exec 4<"$state/coming.$$" || return
  else
    exec 4</dev/null
  fi
  carry_begins
  was=$(seen_of "$program_before") seen=$(seen_of "$program")
  copy_live "$program_before" "$program_part" "$was.files" && change "$program_part" "$program_gone" "$program_come" || return
  if [ -n "$config" ]; then
    copy_live "$config_before" "$config_part" "$was.config" && change "$config_part" "$config_gone" "$config_come" || return
  fi
  exec 4<&-
  lines_of program >"$state/lines"
  make_list "$list_from" "$state/lines" "$seen.list"
  [ "$(sum_of "$seen.list")" = "$list_sum" ] || return
  sed -n 's/^+//p' "$state/lines" >"$state/unproven"
  [ -z "$(differing "$program_part" "$state/unproven")" ] || return
  own "$program_part"
  remember "$program_part" "$seen.files"
  holds "$seen.files" "$program_entries" || return
  if [ -n "$config" ]; then
    lines_of config >"$state/lines"
    [ -z "$(differing "$config_part" "$state/lines")" ] || return
    own "$config_part"
    remember "$config_part" "$seen.config"
    holds "$seen.config" "$config_entries" || return
  fi
  mark named
  name_release
  say checked "$(wc -l <"$state/unproven" | tr -d ' ')"
  say carry_method difference
  say bytes_sent "$coming"
}
`;
