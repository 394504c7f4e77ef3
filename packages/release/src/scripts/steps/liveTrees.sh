# shellcheck shell=sh
# Tells which release is live, with the digests of its files.
# args: program_link config_link want_program known
# lib: digests
say_list() {
  list=$(list_of "$2") || list=$(list_of "$2") || could_not "list what is in $2" $?
  [ -z "$list" ] || encode "$list$nl" || could_not "encode the list of $2" $?
  printf '%s:64=%s\n' "$1" "${list:+$encoded}"
}
resolve "$program_link"
live=$real
say program_live "$live"
if [ -n "$live" ] && [ "$want_program" = yes ] && [ "$live" != "$known" ]; then
  say_list program_list "$live"
fi
[ -z "$config_link" ] || say_real config_live "$config_link"
if [ -n "$config_link" ] && [ -d "$config_link" ]; then
  say_list config_list "$config_link/"
fi
