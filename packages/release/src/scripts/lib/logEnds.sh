# shellcheck shell=sh
# Tells where the files end in which a line will show that the application is up: what it writes comes behind. One that is
# not there yet has no end.
# args: log_files
say_log_ends() {
  [ -n "$log_files" ] || return 0
  fields=$IFS
  IFS=$nl
  set -f
  set -- $log_files
  set +f
  IFS=$fields
  log_number=0
  for log_file; do
    say "log_end_$log_number" "$(stat -L -c '%i %s' "$log_file" 2>/dev/null)"
    log_number=$((log_number + 1))
  done
}
