# shellcheck shell=sh
# Functions that recognise what another tool made of the place an application lies at, by the files that tool leaves there. They change nothing.
#
# `find_tool` gets the live path of an application, or the directory such a tool deploys to, and leaves in `tool` whose layout it is, in
# `tool_link` the link to the live release, in `tool_root` the directory it lies in, in `tool_live` and `tool_release` the live release and its
# name, in `tool_places` the directory of releases, and in `tool_seen` what it was known by. Where that is no such layout, or none that can be gone
# on with, `tool` is empty, and `refused` and `refused_at` tell why and where.
#
# `find_kept` leaves in `kept_root` and `kept_paths` what the tool keeps for all its releases, as far as the live one has links to it: a path on
# each line, a directory with a slash at its end.
#
# No name is believed to be harmless, no link to stay inside, no directory to be small.
# args:
most_entries=2000
most_releases=5000
most_depth=12
see() { tool_seen=$tool_seen${tool_seen:+$nl}$1; }
# shellcheck disable=SC2034 # The doctor reads no refusal.
refuse() {
  tool=
  refused=$1
  refused_at=$2
  return 1
}
is_plain_name() { case $1 in *[[:cntrl:]]*) return 1 ;; esac; }
is_stamp() { case $1 in [0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]) ;; *) return 1 ;; esac; }
# A log of a tool may be as long as its life.
names_it() { tail -c 65536 "$1" 2>/dev/null | grep -qF "$2"; }
find_link() {
  tool_link=
  case ${1##*/} in '' | . | ..) refuse elsewhere "$1" || return ;; esac
  if [ -L "$1/current" ] && [ -d "$1/releases" ]; then tool_link=$1/current
  elif [ -L "$1" ]; then tool_link=$1
  elif [ -d "$1" ]; then refuse plain "$1" || return
  elif [ -e "$1" ]; then refuse elsewhere "$1" || return
  else refuse absent "$1" || return; fi
}
# Capistrano writes revisions.log, Deployer .dep; where both did, the log that names the live release tells whose it is.
of_capistrano() { is_stamp "$tool_release" && [ -f "$tool_root/revisions.log" ]; }
of_deployer() { [ -d "$tool_root/.dep" ] && { [ -f "$tool_root/.dep/releases_log" ] || [ -f "$tool_root/.dep/releases" ]; }; }
logged_by_deployer() {
  names_it "$tool_root/.dep/releases_log" "\"release_name\":\"$tool_release\"" || names_it "$tool_root/.dep/releases" ",$tool_release"
}
# Ansistrano leaves no file of its own: only its links and names are.
of_ansistrano() {
  is_stamp "${tool_release%Z}" && [ -d "$tool_root/shared" ] && [ -f "$tool_live/REVISION" ] || return
  text=$(readlink "$tool_link") || return
  [ "$text" = "./releases/$tool_release" ]
}
which_tool() {
  if of_capistrano; then tool=capistrano; fi
  if of_deployer; then
    if [ -z "$tool" ]; then tool=deployer
    elif names_it "$tool_root/revisions.log" "$tool_release"; then ! logged_by_deployer || refuse both "$tool_root" || return
    elif logged_by_deployer; then tool=deployer
    else refuse both "$tool_root" || return; fi
  fi
  [ -n "$tool" ] || ! of_ansistrano || tool=ansistrano
  [ -n "$tool" ] || refuse unknown "$tool_link"
}
seen_of() {
  see "$tool_link -> $tool_live"
  for mark; do
    if [ -e "$tool_root/$mark" ]; then see "$tool_root/$mark"; fi
  done
}
find_spug() {
  case $tool_release in [0-9]*_??????????????) ;; *) return 1 ;; esac
  is_stamp "${tool_release##*_}" || return
  case ${tool_release%_*} in *[!0-9]*) return 1 ;; esac
  case $tool_root/ in "$tool_live"/*) return 1 ;; esac
  tool=spug
  tool_places=${tool_live%/*}
  see "$tool_link -> $tool_live"
}
# shellcheck disable=SC2034 # The doctor reads no refusal.
find_tool() {
  tool='' refused='' refused_at='' tool_seen='' tool_root='' tool_live='' tool_release='' tool_places='' tool_count=0
  find_link "$1" || return
  is_plain_name "$tool_link" || refuse names "$tool_link" || return
  tool_root=${tool_link%/*}
  resolve "${tool_root:-/}"
  top=$real
  resolve "$tool_link"
  tool_live=$real
  [ -d "$tool_live" ] || refuse dangling "$tool_link" || return
  is_plain_name "$tool_live" || refuse names "$tool_live" || return
  tool_release=${tool_live##*/}
  case $tool_live in
    "$top/releases/$tool_release") tool_places=$tool_root/releases ;;
    *)
      find_spug && return
      # Whose layout it is cannot be told: whether it was to lead into a directory of releases can.
      if [ -d "$tool_root/releases" ]; then
        case $tool_live/ in "$top"/*) refuse left "$tool_live" ;; *) refuse outside "$tool_live" ;; esac
      else refuse unknown "$tool_live"; fi
      return ;;
  esac
  which_tool || return
  case $tool in
    capistrano) seen_of revisions.log releases shared repo/HEAD "releases/$tool_release/REVISION" ;;
    deployer) seen_of .dep/releases_log .dep/releases .dep/latest_release releases shared "releases/$tool_release/REVISION" ;;
    ansistrano) seen_of releases shared repo "releases/$tool_release/REVISION" ;;
  esac
}
count_places() {
  case $tool in
    spug) set -- "$tool_places/${tool_release%_*}"_* ;;
    *) set -- "$tool_places"/* ;;
  esac
  tool_count=$#
  [ "$#" -le "$most_releases" ] || refuse many "$tool_places" || return
  for place; do is_plain_name "$place" || refuse names "$place" || return; done
}
# A directory of what is kept is gone through only where the release has one of its own in the same place: what a link leads to is one whole.
# shellcheck disable=SC3013 # dash, busybox and bash have -ef.
keep_entry() {
  name=$2${1##*/}
  case $name in *[[:cntrl:]]*) refuse names "$kept_root/$name" || return ;; esac
  if [ -L "$tool_live/$name" ] && [ "$tool_live/$name" -ef "$1" ]; then
    resolve "$1"
    case $real/ in "$kept_real"/*) ;; *) refuse outside "$kept_root/$name" || return ;; esac
    if [ -d "$1" ]; then name=$name/; fi
    kept_paths=$kept_paths${kept_paths:+$nl}$name
  elif [ -d "$1" ] && [ ! -L "$1" ] && [ -d "$tool_live/$name" ] && [ ! -L "$tool_live/$name" ]; then
    keep_below "$1" "$name/" "$(($3 + 1))"
  else
    kept_unlinked=$kept_unlinked${kept_unlinked:+$nl}$name
  fi
}
keep_below() {
  [ "$3" -le "$most_depth" ] || refuse deep "$1" || return
  for entry in "$1"/* "$1"/.[!.]* "$1"/..?*; do
    [ -e "$entry" ] || [ -L "$entry" ] || continue
    entries=$((entries + 1))
    [ "$entries" -le "$most_entries" ] || refuse many "$1" || return
    keep_entry "$entry" "$2" "$3" || return
  done
}
find_kept() {
  kept_root='' kept_paths='' kept_unlinked='' entries=0
  [ "$tool" != spug ] && [ -d "$tool_root/shared" ] || return 0
  kept_root=$tool_root/shared
  resolve "$kept_root"
  kept_real=$real
  [ "$kept_real" = "$top/shared" ] || refuse outside "$kept_root" || return
  keep_below "$kept_root" '' 0
}
say_layout() {
  say tool "$tool"
  say64 tool_root "$tool_root"
  say64 tool_link "$tool_link"
  say64 tool_live "$tool_live"
  say64 tool_places "$tool_places"
  say tool_count "$tool_count"
  [ -z "$kept_root" ] || say64 kept_root "$kept_root"
  [ -z "$kept_paths" ] || say64 kept_paths "$kept_paths"
}
