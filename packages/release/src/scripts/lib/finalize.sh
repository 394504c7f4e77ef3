# shellcheck shell=sh
# Functions that give what was verified in the part directories its name and make the host ready to be switched.
#
# `config` and `config_part` are empty where the configuration lies in the program. `coming` are the bytes that come with the
# script, kept under a name with `unique`: `take_in` reads them, before anything is locked, since a connection that hangs would keep
# the lock.
#
# A verified tree may be written to until it has its name, by whoever still had the part directory open. `name_release` holds the
# final directories, entry by entry, against what they were before they were verified, and takes the name away again where that
# is not so; only after that the journal says that the release is sealed. `keeps_name` asks the same of one that was named by a
# script that did not come so far.
# args: state fence program program_part config config_part coming unique
# lib: journal owner ownTree currentLink switchLink digests verify
take_in() {
  trap 'rm -f "$state/coming.$unique"' EXIT
  { [ -d "$state" ] || make_open "$state"; head -c "$coming" <&3 >"$state/coming.$unique"; } 2>/dev/null
  exec 3<&-
}
came_whole() { [ "$(wc -c <"$state/coming.$unique")" -eq "$coming" ]; } 2>/dev/null
name_release() {
  [ ! -d "$config_part" ] || mv -T "$config_part" "$config" || unwritable "$config"
  note 'seal naming' || unwritable "$state/journal"
  mv -T "$program_part" "$program" || unwritable "$program"
  keeps_name
}
keeps_name() {
  if is_as_verified; then
    note 'seal sealed' || unwritable "$state/journal"
    return 0
  fi
  mv -T "$program" "$program_part" || unwritable "$program_part"
  [ -z "$config" ] || mv -T "$config" "$config_part" || unwritable "$config_part"
  return 1
}
# If find cannot tell what an entry is, everything is read again.
is_as_verified() {
  if [ -s "$seen.files" ]; then
    look "$program" ${config:+"$config"} >"$state/named" || unwritable "$state/named"
    LC_ALL=C awk -v was="$seen.files" -v entries="${entries-}" '
      FILENAME == was { same[$0]++; many++; next }
      --same[$0] < 0 { exit changed = 1 }
      END {
        for (one in same) if (same[one] > 0) changed = 1
        exit changed || (entries != "" && many != entries)
      }' "$seen.files" "$state/named"
  else
    differing "$program" "$seen.list"
    [ -z "$bad" ] && { [ -z "$config" ] || { differing "$config" "$seen.config"; [ -z "$bad" ]; }; }
  fi
}
arm() {
  ready_switch "$program" "$config"
  # Now and then is enough.
  [ $((fence % 16)) -ne 0 ] || forget_sealed
  say mismatch no
  say sealed yes
  say_when sealed_at
  sizes=$(du -sh "$program" $config)
  set -- $sizes
  say size "$*"
}
