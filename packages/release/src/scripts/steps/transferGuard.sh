# shellcheck shell=sh
# Asks whoever is about to bring files to be the newest holder of the lease, and to be known.
# lib: holder lock startTime transferProcesses
enter
end_carriers
enlist $$
