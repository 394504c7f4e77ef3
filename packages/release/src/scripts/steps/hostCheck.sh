# shellcheck shell=sh
# Tells whether a host has what releases need of any app.
# args: tools apps_home
# lib: hostTools
say_host
existing "$apps_home"
say room_dir "$there"
if room_at "$there"; then
  say room_total "$blocks"
  say room_free "$free"
fi
exit 0
