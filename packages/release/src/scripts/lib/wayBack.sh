# shellcheck shell=sh
# Functions for a host whose `.rexflow` was removed: both current links run through it, so they lead nowhere then, and nothing on the
# host tells what was live. `known_program` and `known_config` are the directories that the records hold as live.
#
# `look_for_lost_link` says `way_back`: `removed` where the link can be built again, `lost` where those directories are gone, too, and
# nothing where all is well. `build_link_again` does so under the lock: nothing is changed by it but that the links lead again to
# what the application runs from.
# args: state program_link linked known_program known_config
# lib: currentLink
look_for_lost_link() {
  lost=
  [ "$linked" = shared ] && is_lost "$program_link" && both_links runs_through || return 0
  lost=lost
  case $known_program:$known_config in "${state%/*}"/* | *:"${state%/*}"/*) ;; *)
    [ -z "$known_program" ] || [ ! -d "$known_program" ] || [ ! -d "$known_config" ] || lost=removed ;;
  esac
}
say_lost_link() { [ -z "$lost" ] || { say way_back "$1"; say way_back_to "$known_program"; }; }
build_link_again() {
  look_for_lost_link
  if [ "$lost" = removed ]; then
    make_pair "$known_program" "$known_config"
    ready_link "$state/live" "$pair"
    swap_link "$state/live" ''
    say_lost_link rebuilt
  else
    say_lost_link "$lost"
  fi
}
