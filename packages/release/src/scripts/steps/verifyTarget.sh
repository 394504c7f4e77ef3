# shellcheck shell=sh
# Sees the directories a rollback goes back to, and makes the host ready to be switched.
# args: program config
# lib: holder lock journal owner currentLink switchLink movable shared
enter
target_at "$program"
program=$real
say target_program "$program"
check_kept "$program_before"
link_shared "$program"
if [ -n "$config" ]; then
  target_at "$config"
  config=$real
  say target_config "$config"
fi
ready_switch "$program" "$config"
say target ok
