# shellcheck shell=sh
# Tells the end of an application's log, and how large it is.
# args: most
# lib: logFiles
need_log
say_text() {
  say log_size "$(stat -L -c %s /proc/self/fd/3)"
  encoded=$(tail -c "$most" <&3 | base64) || could_not "read the log" $?
  unwrap
  put content:64 "$encoded"
}
say64 log "$log_path"
if [ "$log_kind" = journal ]; then
  journal_lines=5000
  encoded=$(journal | tail -c "$most" | base64) || could_not "read the log" $?
  unwrap
  put content:64 "$encoded"
else
  with_log "$log_path" say_text || say_no_log $?
fi
