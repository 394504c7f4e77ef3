# shellcheck shell=sh
# Tells how an application stands: its processes, what starts it, its directories.
# args: program_link config_link
# lib: holder service processes currentLink
yes() { if "$@"; then echo 1; else echo 0; fi; }
say_processes processes
say init "$(yes service_there)"
say program_dir "$(yes [ -e "$program_link" ])"
if [ -z "$config_link" ]; then say config_dir 1; else say config_dir "$(yes [ -e "$config_link" ])"; fi
[ "$service_runs" = yes ] || say runs no
say_real program_live "$program_link"
[ -z "$config_link" ] || say_real config_live "$config_link"
say_holder
for link in "$program_link" "$config_link"; do
  [ -z "$link" ] || ! is_lost "$link" || die LINK_LOST "path=$link" "target=$(readlink "$link")"
done
