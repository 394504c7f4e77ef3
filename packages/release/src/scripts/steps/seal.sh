# shellcheck shell=sh
# Holds what was brought against the lists it was sent with, gives it its name and makes the host ready to be switched.
#
# Of a program only what differs from the list of the live release is sent, as long as the host has kept that list. The lists
# come beside the script, where all hosts share them: in it each would have a copy of its own, and more while it is made.
#
# `privileges` names the files that have setuid or setgid: whoever gives a file away, and some programs that bring it, take these from it.
#
# `own_files` names what the host is to keep of its own files, in the lines of `drift_of`: they come out of what is live, and the lists say so.
# args: final program program_part config config_part files list_from list_sum coming program_lines config_lines own_files
# args: privileges of_app of_host
# lib: holder lock journal owner ownTree currentLink switchLink startTime transferProcesses digests verify finalize movable shared relabel
same_boot() { boot; [ -f "$state/carried_since" ] && read -r since <"$state/carried_since" && [ "$since" = "$boot" ]; }
unproven() {
  was="$state/sealed/${2##*/}"
  if [ -z "$2" ] || [ ! -s "$was.files" ] || ! same_boot; then
    cat "$1"
    return
  fi
  look "$2" | LC_ALL=C awk -v was="$was.files" -v known="$was.list" -v list="$1" '
    FILENAME == was { same[$0]; next }
    FILENAME == known { if (substr($0, 67) in untouched) proven[$0]; next }
    FILENAME == list { if (!($0 in proven)) print; next }
    /^f / && $0 in same { sub(/^f [^ ]+ [^ ]+ [^ ]+ /, ""); untouched[$0] }' "$was.files" - "$was.list" "$1"
}
bring_exactly() {
  ! given "$program_part" || make_anew "$program_part" ${config_part:+"$config_part"}
  say mismatch yes
  exit 0
}
verify() {
  unproven "$2" "$3" >"$state/unproven" || cat "$2" >"$state/unproven" || could_not "tell what is to be verified in $1" $?
  differing "$1" "$state/unproven"
  [ -z "$bad" ] || {
    [ "$final" = yes ] || bring_exactly
    die VERIFY_FAILED "path=$1" "reason=$bad"
  }
  say checked "$(wc -l <"$state/unproven" | tr -d ' ')"
}
changed_meanwhile() {
  [ "$final" = yes ] || bring_exactly
  die VERIFY_FAILED "path=$program" "reason=it was written to while it was verified"
}
# Never through a link: it may lead out of the release.
bring_own() {
  resolve "$2"
  top=$real
  case $3 in */*) make_open "$2/${3%/*}" && resolve "$2/${3%/*}" && [ "$real" = "$top/${3%/*}" ] ;; esac && cp -dpT --remove-destination -- "$1/$3" "$2/$3"
}
most_own_mib=64
carry_own() {
  [ -n "$own_files" ] || { rm -f "$seen.kept"; return 0; }
  own_bytes=0
  while read -r what _ _ path; do
    case $path in program/*) from=$program_before to=$program_part ;; *) from=$config_before to=$config_at ;; esac
    path=${path#*/}
    [ "$what" = deleted ] || own_bytes=$((own_bytes + $(stat -c %s -- "$from/$path" || echo 0)))
    [ $((own_bytes / 1048576)) -lt "$most_own_mib" ] ||
      die DRIFT_NOT_KEPT "apps=$of_app" "hosts=$of_app ($of_host): $path, with which they are more than $most_own_mib MiB"
    if [ "$what" = deleted ]; then rm -f -- "$to/$path"; else bring_own "$from" "$to" "$path"; fi || unwritable "$to/$path"
  done <<KEPT
$own_files
KEPT
  printf '%s\n' "$own_files" >"$seen.kept" || unwritable "$seen.kept"
}
grant() {
  if is_foreign; then as_owner chmod "$1" "$2"; else chmod "$1" "$2"; fi || unwritable "$2"
  case $1 in 4* | 6*) [ -u "$2" ] ;; esac && case $1 in 2* | 6*) [ -g "$2" ] ;; esac ||
    die VERIFY_FAILED "path=$2" "reason=setuid or setgid did not stay: its file system, or the group it belongs to, does not allow it"
}
grant_privileges() {
  [ -n "$privileges" ] || return 0
  while IFS= read -r line; do
    at=$program_part/${line#* }
    [ -f "$at" ] && [ ! -L "$at" ] || die VERIFY_FAILED "path=$at" "reason=it is not there"
    grant "${line%% *}" "$at"
  done <<PRIVILEGES
$privileges
PRIVILEGES
}
take_in
enter
came_whole || unwritable "$state/coming.$unique"
[ -d "$state/sealed" ] || mkdir -p "$state/sealed" || unwritable "$state/sealed"
sealed_as "$program"
new_list=$seen.list
if [ -d "$program_part" ]; then
  config_at=$config_part
  [ -d "$config_part" ] || config_at=$config
  head -c "$program_lines" "$state/coming.$unique" >"$state/lines" || unwritable "$state/lines"
  make_list "${list_from:+$state/sealed/${list_from##*/}.list}" "$state/lines" "$new_list"
  sum_of "$new_list"
  [ "$sum" = "$list_sum" ] || die VERIFY_FAILED "path=$new_list" "reason=it is not the list that was sent"
  end_carriers all
  given "$program_part" || { carry_own; link_shared "$program_part"; }
  relabel "$program_part" ${config:+"$config_at"}
  own "$program_part"
  grant_privileges
  # One that has its name by now was given its owner before.
  [ -z "$config" ] || [ "$config_at" = "$config" ] || own "$config_at"
  # What it is before it is read is what it has to be when it has its name.
  look "$program_part" ${config:+"$config_at"} >"$seen.files"
  [ -s "$seen.files" ] || rm -f "$seen.files"
  verify "$program_part" "$new_list" "$program_before"
  if [ -n "$config" ]; then
    tail -c "$config_lines" "$state/coming.$unique" >"$state/lines" || unwritable "$state/lines"
    verify "$config_at" "$state/lines" ''
    mv "$state/lines" "$seen.config" || unwritable "$seen.config"
  fi
  if [ -s "$seen.files" ]; then
    held=$(grep -c '^f ' "$seen.files")
  else
    held=$(count_files "$program_part" ${config:+"$config_at"}) || could_not "count the files of $program_part" $?
  fi
  [ "$held" -eq "$files" ] || die VERIFY_FAILED "path=$program_part" "reason=$held files instead of $files"
  name_release || changed_meanwhile
elif [ -d "$program" ] && ! noted 'seal sealed'; then
  keeps_name || changed_meanwhile
fi
[ -d "$program" ] || die VERIFY_FAILED "path=$program" "reason=it is not there"
arm
