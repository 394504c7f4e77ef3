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
log_list=$(find "$log_root" -maxdepth 1 -type f ! -name "*$nl*" -exec stat -c '%Y %s %n' {} + 2>/dev/null | sort -rn | head -n "$most")
[ -z "$log_list" ] || { encode "$log_list" && put listed:64 "$encoded"; }
