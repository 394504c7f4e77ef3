# shellcheck shell=sh
# Tells whose layout stands where an application lies, and what of it a release would go on with; changes nothing.
# args: place
# lib: toolLayout
# Links by which the live release reaches data that lies neither in it nor in what the tool keeps: the next release would not have them.
say_strays() {
  strays='' looked=0
  for entry in "$tool_live"/* "$tool_live"/.[!.]* "$tool_live"/*/* "$tool_live"/*/.[!.]*; do
    [ -L "$entry" ] || continue
    looked=$((looked + 1))
    [ "$looked" -le 200 ] || break
    name=${entry#"$tool_live"/}
    is_plain_name "$name" || continue
    # What lies behind a link of the release is none of it.
    case $name in */*) [ ! -L "$tool_live/${name%%/*}" ] || continue ;; esac
    case $nl$kept_paths$nl in *"$nl$name$nl"* | *"$nl$name/$nl"*) continue ;; esac
    resolve "$entry"
    case $real/ in / | "$tool_live"/*) continue ;; esac
    is_plain_name "$real" || continue
    strays=$strays${strays:+$nl}$name
  done
  [ -z "$strays" ] || say64 strays "$strays"
}
say_leftovers() {
  rest=$tool_places
  case $tool in
    capistrano) set -- repo revisions.log ;;
    deployer) set -- .dep release ;;
    ansistrano) set -- repo ;;
    *) set -- ;;
  esac
  [ -z "$kept_root" ] || rest=$rest$nl$kept_root
  for left; do
    if [ -e "$tool_root/$left" ] || [ -L "$tool_root/$left" ]; then rest=$rest$nl$tool_root/$left; fi
  done
  say64 leftovers "$rest"
}
if find_tool "$place" && count_places && find_kept; then
  say_layout
  say64 tool_seen "$tool_seen"
  [ -z "$kept_unlinked" ] || say64 kept_unlinked "$kept_unlinked"
  say_strays
  say_leftovers
  if [ -f "$tool_root/.dep/deploy.lock" ]; then say64 tool_lock "$tool_root/.dep/deploy.lock"; fi
else
  say refused "$refused"
  say64 refused_at "$refused_at"
fi
exit 0
