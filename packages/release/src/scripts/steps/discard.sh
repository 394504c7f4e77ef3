# shellcheck shell=sh
# Removes what was brought for a release that does not come.
# args: program config
# lib: holder lock journal owner currentLink switchLink startTime transferProcesses
enter
end_carriers
unfinished
forget_pairs
resolve "$program_link"
live=$real
resolve "$config_link"
for directory in "$program" "$config"; do
  [ -n "$directory" ] && [ "$directory" != "$live" ] && [ "$directory" != "$real" ] || continue
  take_away "$directory"
  take_away "$directory.part"
done
say discarded yes
