# shellcheck shell=sh
# Puts the previous release directory back and sees to it that the application runs from it.
# args: state app_key restarts moves program_link config_link program_before config_before program_aside config_aside
# lib: service processes application currentLink switchLink adopt environmentBack
put_back() {
  place_of "$program_before" "$program_aside"
  program_home=$place
  resolve "$program_link"
  live=$real
  if [ -z "$program_home" ]; then
    [ -n "$live" ] || return 0
    die NO_PREVIOUS "app=$app_key" "reason=this was its first release on this host"
  fi
  lead_back "$program_home"
  config_home=
  if [ -n "$config_link" ]; then
    place_of "$config_before" "$config_aside"
    config_home=$place
  fi
  at_home=no
  ! same_place "$program_link" "$program_home" || at_home=yes
  # What may fail is done while the application runs: on a disk that is full it stays as it is.
  if [ "$at_home" = no ] && [ "$moves" = yes ] && [ "$program_home" = "$program_aside" ] && [ "$program_before" != "$program_link" ]; then
    mv -T "$program_aside" "$program_before" || { [ -d "$program_before" ] && [ ! -e "$program_aside" ]; } ||
      die SWITCH_FAILED "path=$program_before" "reason=cannot be moved back from $program_aside"
    program_home=$program_before
  fi
  if [ "$at_home" = no ]; then
    home_of "$program_home" "$program_link" "$program_aside"
    program_home=$home
    home_of "$config_home" "$config_link" "$config_aside"
    config_home=$home
    ready_switch "$program_home" "$config_home"
  fi
  if [ "$restarts" = yes ] && { [ "$at_home" = no ] || halted; }; then stop_application; fi
  [ "$at_home" = yes ] || finish_switch "$program_home" "$config_home"
  say_real program_now "$program_link"
  [ -z "$config_link" ] || say_real config_now "$config_link"
  environment_back
  [ "$restarts" != no ] || return 0
  if none_left; then start_application
  elif [ "$restarts" = yes ]; then require_new $found
  elif [ "$at_home" = no ] || noted 'activate switched'; then reload_application; fi
}
