# shellcheck shell=sh
# Functions for a host whose `.rexflow` was removed: both current links run through it, so they lead nowhere then, and nothing on the
# host tells what was live. `known_program` and `known_config` are the directories that the records hold as live.
#
# `look_for_lost_link` says `way_back`: `removed` where the link can be built again, `lost` where those directories are gone, too, and
# nothing where all is well.
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
