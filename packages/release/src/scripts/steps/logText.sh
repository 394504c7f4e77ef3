# shellcheck shell=sh
# Tells the end of an application's log, and how large it is.
# args: most
# lib: logFiles
need_log
# Puts the end of the log, as `content`: whole, or not at all. "!" is no letter of base64.
say_end_of() {
  encoded=$({ { "$@" || printf '!' >&4; } | { tail -c "$most" || printf '!' >&4; } | base64; } 4>&1) || could_not "read the log" $?
  case $encoded in *!*) could_not "read the log" 1 ;; esac
  unwrap
  put content:64 "$encoded"
}
end_of_file() { tail -c "$most" <&3; }
say_text() {
  size=$(stat -L -c %s /proc/self/fd/3) || could_not "read the log" $?
  say log_size "$size"
  say_end_of end_of_file
}
say64 log "$log_path"
if [ "$log_kind" = journal ]; then
  journal_lines=5000
  say_end_of journal
else
  with_log "$log_path" say_text || say_no_log $?
fi
