# shellcheck shell=sh
# Lists the files in the directory of an application's logs, the newest first: when each was written last, its bytes and its path.
# args: most
# lib: logFiles
find_log
if [ "$log_kind" = journal ]; then
  say64 log_dir "$log_path"
  exit 0
fi
say64 log_dir "$log_root"
list_files "$log_root" '%Y %s %n'
[ -n "$log_listed" ] || exit 0
log_listed=$(printf '%s\n' "$log_listed" | head -n "$most") && encode "$log_listed" || could_not "list the logs" $?
put listed:64 "$encoded"
