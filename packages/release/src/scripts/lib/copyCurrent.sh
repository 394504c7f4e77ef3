# shellcheck shell=sh
# Functions that make a release of the live one and what differs from it, which came with the script.
#
# `list_from` is the program directory what came differs from, `live_sum` the sum of its list and `list_sum` that of the new one;
# `program_delta` turns the one list into the other, and `config_digests` are the lines of the config's files that come. For each of
# program and config there are the bytes of what goes and of what comes; `entries` counts both afterwards, `checked` the files of the
# program that are held against their digests. The script sets `live_list`, the sum of the list the host has of what is live, and
# `fresh`, whether the part directories were made just now.
#
# The live release is copied only when all of it is, by inode, size and change time, what it was when it was sealed,
# and is so still when it was copied: then only what came is read. One that has kept files of the host's own is no base: they would
# be copied along, and nobody would be told of them from then on. `bring` fails, and leaves nothing that counts, where that
# is not so; the transfer does better there.
# args: state program_before config_before program program_part config config_part unique coming list_from live_sum
# args: list_sum program_delta config_digests program_gone program_come config_gone config_come entries checked
# lib: journal owner ownTree digests verify finalize relabel
# A quick look, so that a tree an application writes into is not copied for nothing; what counts is the one after the copy.
touched() { [ -n "$(find "$program_before" ${config:+"$config_before"} -mindepth 1 -cnewer "$was.files" -print -quit 2>/dev/null)" ]; }
untouched() { [ "$(look "$program_before" ${config:+"$config_before"} | sha256sum)" = "$was_sum" ]; }
copy_live() { cp -dRT --preserve=mode,timestamps --reflink=auto "$1" "$2" 2>/dev/null; }
change() {
  [ "$2" -eq 0 ] || head -c "$2" <&4 | (cd "$1" && xargs -0 rm -rf --) || return
  [ "$3" -eq 0 ] || head -c "$3" <&4 | tar -C "$1" -xpof - 2>/dev/null
}
# A line sha256sum cannot read is a warning to it, and no failure.
is_as_listed() { [ ! -s "$2" ] || { bad=$(cd "$1" && sha256sum -c --quiet "$2" 2>&1) && [ -z "$bad" ]; }; }
bring() {
  [ "$program_before" = "$list_from" ] && [ "$live_list" = "$live_sum" ] && [ ! -s "$seen.kept" ] || return
  if [ "$coming" -gt 0 ]; then
    came_whole && exec 4<"$state/coming.$unique" || return
  fi
  was=$seen
  sealed_as "$program"
  [ -s "$was.files" ] && ! touched || return
  [ "$fresh" = yes ] || { carry_begins; take_away "$program_part"; [ -z "$config" ] || take_away "$config_part"; }
  copy_live "$program_before" "$program_part" || return
  [ -z "$config" ] || copy_live "$config_before" "$config_part" || return
  was_sum=$(sha256sum <"$was.files") && untouched && change "$program_part" "$program_gone" "$program_come" || return
  [ -z "$config" ] || change "$config_part" "$config_gone" "$config_come" || return
  [ "$coming" -eq 0 ] || exec 4<&-
  printf %s "$program_delta" >"$state/lines" || return
  if [ -s "$state/lines" ]; then
    make_list "$was.list" "$state/lines" "$seen.list"
    sum_of "$seen.list"
    [ "$sum" = "$list_sum" ] || return
    sed -n 's/^+//p' "$state/lines" >"$state/unproven" || return
    is_as_listed "$program_part" "$state/unproven" || return
  else
    [ "$live_sum" = "$list_sum" ] && cp "$was.list" "$seen.list" || return
  fi
  printf %s "$config_digests" >"$state/lines" || return
  is_as_listed "$config_part" "$state/lines" || return
  if [ -n "$config" ] && [ "$config_gone$config_come" = 00 ] && [ -f "$was.config" ]; then cp "$was.config" "$seen.config" || return
  elif [ -n "$config" ]; then list_of "$config_part" >"$seen.config" || return; fi
  relabel "$program_part" ${config:+"$config_part"}
  own "$program_part"
  [ -z "$config" ] || own "$config_part"
  look "$program_part" ${config:+"$config_part"} >"$seen.files" || return
  mark named
  name_release || return
  say checked "$checked"
  say carry_method difference
  say bytes_sent "$coming"
}
