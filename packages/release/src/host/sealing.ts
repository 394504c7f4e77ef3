/**
 * Functions that give what was verified in the part directories its name and make the host ready to be switched. Expect
 * what host/proof.ts and host/links.ts expect, and `program`, `program_part`, `config`, `config_part` (both empty where
 * the configuration lies in the program), `owner` and `coming`, the bytes that come with the script, kept under a name with `unique`: `take_in` reads them,
 * before anything is locked, since a connection that hangs would keep the lock.
 */
export const sealing = String.raw`
take_in() {
  trap 'rm -f "$state/coming.$unique"' EXIT
  { [ -d "$state" ] || mkdir -p "$state"; head -c "$coming" <&3 >"$state/coming.$unique"; } 2>/dev/null
  exec 3<&-
}
came_whole() { [ "$(wc -c <"$state/coming.$unique")" -eq "$coming" ]; } 2>/dev/null
own() { [ -z "$owner" ] || chown -hR "$owner" "$1" || not_writable "$1 for $owner"; }
name_release() {
  [ ! -d "$config_part" ] || mv -T "$config_part" "$config" || unwritable "$config"
  note 'seal sealed' || unwritable "$state/journal"
  mv -T "$program_part" "$program" || unwritable "$program"
}
arm() {
  ready_switch "$program" "$config"
  # Now and then is enough.
  [ $((fence % 16)) -ne 0 ] || forget_sealed
  say mismatch no
  say sealed yes
  say_when sealed_at
  set -- $(du -sh "$program" $config)
  say size "$*"
}
`;
