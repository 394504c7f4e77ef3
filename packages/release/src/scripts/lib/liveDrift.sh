# shellcheck shell=sh
# Functions that tell whether what is live still is what it was sealed as, and change nothing.
#
# `look_for_drift` gets the live directories of the program and, where that has one of its own, of the configuration. It leaves `unknown`,
# `exact` or `drifted` in `drift`, in `found` what differs, a line each as `drift_of` has them with `program/` or `config/` in front of the
# name, and in `untouched` whether every entry is what it was by inode, size and change time: then no file was read, since its list
# says all. A look that did not come to its end leaves `unknown`, and in `unseen` what could not be done. What the release was given of
# the host's own files when it was sealed stands in `carried`, in the same lines.
# args: state shared_paths
# lib: digests verify compareList
most_told=200
is_untouched() {
  [ -s "$seen.files" ] && look "$1" ${2:+"$2"} | LC_ALL=C awk -v was="$seen.files" '
    FILENAME == was { same[$0]; left++; next }
    !($0 in same) { changed = 1; exit }
    { left-- }
    END { exit changed || left != 0 }' "$seen.files" -
}
# What outlives releases is no part of them, nor is what an old release had in its place.
without_shared() {
  if [ "$1" != program ] || [ -z "$shared_paths" ]; then cat; return; fi
  shared="$shared_paths" LC_ALL=C awk '
    BEGIN { many = split(ENVIRON["shared"], paths, "\n"); for (at = 1; at <= many; at++) sub(/\/$/, "", paths[at]) }
    function lies(name, path) { return name == path || index(name, path "/") == 1 }
    /^! / { print; next }
    {
      name = $0
      sub(/^[^ ]+ [^ ]+ [^ ]+ /, "", name)
      for (at = 1; at <= many; at++) if (paths[at] != "" && (lies(name, paths[at]) || lies(name, paths[at] ".before-shared"))) next
      print
    }'
}
hold() {
  held=$(drift_of "$2" "$3" "$seen.files" | without_shared "$1" | sed "s|^\([a-z]* [^ ]* [^ ]* \)|\1$1/|")
  case $nl$held$nl in *"$nl! ok$nl"*) ;; *) unseen="hold $2 against what was released"; return 1 ;; esac
  found=$found$held$nl
}
# shellcheck disable=SC2034 # Scripts read of it what they need.
look_for_drift() {
  sealed_as "$1"
  drift=unknown found='' carried='' untouched=no unseen=''
  [ -n "$1" ] && [ -s "$seen.list" ] || return 0
  [ ! -s "$seen.kept" ] || carried=$(cat "$seen.kept") || could_not "read $seen.kept" $?
  if is_untouched "$1" "$2"; then drift=exact untouched=yes; return 0; fi
  if ! hold program "$1" "$seen.list" || { [ -n "$2" ] && [ -s "$seen.config" ] && ! hold config "$2" "$seen.config"; }; then
    found=''
    return 0
  fi
  drift=exact
  found=$(printf '%s\n' "$found" | sed '/^! ok$/d; /^$/d') || could_not "tell what differs" $?
  [ -z "$found" ] || drift=drifted
}
count_found() {
  changed=0 deleted=0 added=0
  while IFS= read -r line; do
    case $line in
      'changed '* | 'unreadable '*) changed=$((changed + 1)) ;;
      'deleted '*) deleted=$((deleted + 1)) ;;
      'added '*) added=$((added + 1)) ;;
    esac
  done <<FOUND
$found
FOUND
}
say_found() {
  count_found
  say drift_changed "$changed"
  say drift_deleted "$deleted"
  say drift_added "$added"
  lines=$(printf '%s\n' "$found" | head -n "$most_told") && encode "$lines" || could_not "tell what differs" $?
  put drift_lines:64 "$encoded"
}
# The names of all that differs have one sum: more may differ than is told. What the files hold is no part of it: an application that
# writes into its program directory writes at any time.
say_drift() {
  say drift "$drift"
  [ -z "$unseen" ] || say64 drift_unseen "$unseen"
  if [ -n "$found" ]; then
    sum=$(printf '%s\n' "$found" | sed 's/^\([a-z]*\) [^ ]* [^ ]* /\1 /' | sha256sum) || could_not "tell what differs" $?
    say drift_sum "${sum%% *}"
    say_found
  fi
  [ -z "$carried" ] || { encode "$carried" || could_not "tell what was kept" $?; put drift_carried:64 "$encoded"; }
}
