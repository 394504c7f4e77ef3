# shellcheck shell=sh
# Holds what is live against the lists it was sealed with.
# args: state program_link config_link
# lib: holder digests verify compareList
resolve "$config_link"
config_live=$real
resolve "$program_link"
live=$real
say program_live "$live"
[ -z "$config_link" ] || say config_live "$config_live"
say_holder
sealed_as "$live"
if [ -z "$live" ] || [ ! -s "$seen.list" ]; then say drift unknown; exit 0; fi
sum_of "$seen.list"
say sealed_sum "$sum"
hold() {
  found=$(drift_of "$2" "$3" "$seen.files" | sed "s|^\([a-z]*\) |\1 $1/|")
  case $nl$found$nl in *"$nl! ok$nl"*) ;; *) could_not "hold $2 against what was released" 1 ;; esac
}
hold program "$live" "$seen.list"
if [ -n "$config_link" ] && [ -d "$config_link/" ] && [ -s "$seen.config" ]; then
  of_program=$found
  hold config "$config_live" "$seen.config"
  found=$of_program$nl$found
fi
found=$(printf '%s\n' "$found" | sed '/^! ok$/d; /^$/d') || could_not "tell what differs" $?
if [ -z "$found" ]; then say drift exact; else say drift drifted; fi
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
say drift_changed "$changed"
say drift_deleted "$deleted"
say drift_added "$added"
paths=$(printf '%s\n' "$found" | head -n 200) && encode "$paths" || could_not "tell what differs" $?
put drift_paths:64 "$encoded"
