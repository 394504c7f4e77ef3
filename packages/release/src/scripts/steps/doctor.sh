# shellcheck shell=sh
# Tells whether a host has what a release needs.
# args: program_home config_home hook_users hook_become
# lib: hostTools holder service currentLink wayBack verify owner ownerRights movable shared toolLayout
say_host
say_writable() {
  existing "$2"
  if [ -w "$there" ]; then say "$1" yes; else say "$1" no; fi
}
room() {
  say "$1_dir" "$2"
  say_writable "$1_writable" "$2"
  room_at "$there" || return
  say "$1_total" "$blocks"
  say "$1_free" "$free"
  [ -n "$inodes" ] || return
  say "$1_inodes_total" "$inodes_all"
  say "$1_inodes_free" "$inodes"
}
# Files of the live release that no release brought, and none would bring: how many, and the first of them, or the directories they have for
# themselves. A look that takes long tells what it has seen.
say_unbrought() {
  sealed_as "$1"
  [ -n "$1" ] && [ -s "$seen.list" ] || return 0
  found=$(cd "$1" && timeout 3 find . -type f 2>/dev/null | shared="$shared_paths" LC_ALL=C awk -v list="$seen.list" -v own="$seen.kept" '
    function lies(name, path) { return name == path || index(name, path "/") == 1 }
    function taken(name) {
      for (i = 1; i <= many; i++) if (paths[i] != "" && (lies(name, paths[i]) || lies(name, paths[i] ".before-shared"))) return 1
      return name in known
    }
    BEGIN {
      many = split(ENVIRON["shared"], paths, "\n")
      for (i = 1; i <= many; i++) sub(/\/$/, "", paths[i])
      while ((getline row <list) > 0) {
        name = substr(row, 67)
        known[name]
        for (i = 1; i < length(name); i++) if (substr(name, i, 1) == "/") brought[substr(name, 1, i)]
      }
      while ((getline row <own) > 0) if (sub(/^[a-z]+ [^ ]+ [^ ]+ program\//, "", row)) known[row]
    }
    sub(/^\.\//, "") && $0 !~ /[\\,\001-\037\177]/ && !taken($0) {
      count++
      name = $0
      for (i = 1; i < length($0); i++) if (substr($0, i, 1) == "/" && !(substr($0, 1, i) in brought)) { name = substr($0, 1, i); break }
      if (!(name in told) && lines < 20) { told[name]; lines++; text = text "\n" name }
    }
    END { if (count) print count text }')
  [ -z "$found" ] || say64 unbrought "$found"
}
room program "$program_home"
[ -z "$config_home" ] || room config "$config_home"
say_writable state_writable "$state/lock"
# They are on the way of the current links.
for directory in "${state%/*}" "$state" "$state/pairs" "$state/live/"; do
  mode=$(stat -c %a "$directory" 2>/dev/null) || continue
  case $mode in *[1357][1357]) ;; *) say64 closed_dir "${directory%/}"; say closed_mode "$mode"; break ;; esac
done
# The first directory on the way to what is live, and to what outlives releases, that the owner may not pass through.
find_closed() {
  set --
  for way in "$program_link" "$config_link" "${shared_paths:+$shared_root}"; do
    [ -n "$way" ] || continue
    resolve "$way"
    set -- "$@" "${way%/*}" ${real:+"$real"}
  done
  set -- "$@" "$state/live"
  # shellcheck disable=SC2016 # The other shell is to see these.
  passes='for way; do
    at=
    rest=${way#/}/
    while [ -n "$rest" ]; do
      at=$at/${rest%%/*}
      rest=${rest#*/}
      [ -e "$at" ] || break
      [ -x "$at" ] || { echo "$at"; exit; }
    done
  done'
  if is_foreign; then as_owner sh -c "$passes" sh "$@"
  elif [ "$login" != root ]; then sh -c "$passes" sh "$@"
  elif command -v runuser >/dev/null; then runuser -u "$owner_user" -- sh -c "$passes" sh "$@"; fi
}
what_is() {
  if [ -L "$1" ]; then if [ -d "$1/" ]; then echo link; else echo dangling; fi
  elif [ -d "$1" ]; then echo directory
  elif [ -e "$1" ]; then echo other
  else echo absent; fi
}
say program_link "$(what_is "$program_link")"
say_real program_live "$program_link"
if [ -n "$config_link" ]; then
  say config_link "$(what_is "$config_link")"
  say_real config_live "$config_link"
fi
if service_ready && service_fits "$program_link"; then say init executable; elif service_there; then say init there; else say init absent; fi
[ -z "$denied" ] || say64 denied "$denied"
[ -z "$lacks" ] || { say lacks "$lacks"; say64 lacks_because "$lacks_because"; }
service_lasts || say lasts no
service_reads "$program_link" || { say64 unread "$unread"; say64 unread_file "$state/environment"; }
look_for_owner
if [ -n "$owner_lacks" ]; then
  say owner_lacks "$owner_lacks"
  [ -z "$owner_rule" ] || say64 owner_rule "$owner_rule"
elif [ -n "$owner_user" ]; then
  closed=$(find_closed)
  [ -z "$closed" ] || say64 owner_closed "$closed"
fi
# Each user that hooks are to run as is tried with a command that does nothing.
for hook_user in $hook_users; do
  id -u "$hook_user" >/dev/null 2>&1 || { say hook_user "$hook_user"; say hook_lacks user; break; }
  [ "$(id -u)" -ne 0 ] && [ "$hook_user" != "$(id -un)" ] || continue
  hook_lacks=
  if [ -z "$hook_become" ]; then hook_lacks=become
  else alone timeout -k 2 10 "$hook_become" -n -u "$hook_user" sh -c : >/dev/null 2>&1 </dev/null || hook_lacks=right; fi
  [ -z "$hook_lacks" ] || { say hook_user "$hook_user"; say hook_lacks "$hook_lacks"; break; }
done
resolve "$program_link"
live=$real
tell_shared "$live"
say_unbrought "$live"
if find_tool "$program_link" && find_kept; then
  say_layout
  case $known_program in '' | "$tool_live") ;; *) say64 made_before "$known_program" ;; esac
fi
look_for_lost_link
say_lost_link "$lost"
say_holder
exit 0
