# shellcheck shell=sh
# Finds the log of an application: a file below its own directory of logs, or what its unit of systemd writes where no directory is set.
#
# A path is never believed: a log is opened first, and counts only when what was opened lies below the directory and is a file. A link out of it,
# also one that is put there in between, leads nowhere.
# args: log_app log_dir log_before log_dated log_after log_manager log_unit
log_kind='file' journal_lines=''
find_unit_log() {
  if [ "$log_manager" = user ] && [ -z "${XDG_RUNTIME_DIR-}" ]; then
    XDG_RUNTIME_DIR=/run/user/$(id -u)
    export XDG_RUNTIME_DIR
  fi
  log_out=$(LC_ALL=C timeout 10 systemctl "--$log_manager" cat "$log_unit" 2>/dev/null | sed -n 's/^StandardOutput=\(append\|file\|truncate\)://p' | tail -n 1)
  case $log_out in
    /*) log_dir=${log_out%/*} log_before=${log_out##*/} log_dated='' log_after='' ;;
    *) log_kind=journal log_path="journal of $log_unit" ;;
  esac
}
# Sets log_root, log_name and log_path; the last two are empty where no file is set.
find_log() {
  log_path=''
  if [ -z "$log_dir" ] && [ -n "$log_unit" ]; then find_unit_log; fi
  [ "$log_kind" = file ] || return 0
  [ -n "$log_dir" ] || die LOGS_UNSET "app=$log_app"
  log_root=$(readlink -f "$log_dir") && [ -d "$log_root" ] || die LOG_ABSENT "path=$log_dir"
  log_name=$log_before
  [ -z "$log_dated" ] || log_name=$log_before$(date +"$log_dated")$log_after
  [ -z "$log_name" ] || log_path=$log_root/$log_name
}
need_log() {
  find_log
  [ -n "$log_path" ] || die LOGS_UNSET "app=$log_app"
}
# Runs what follows the path with the log as file 3. Fails with 4 where there is none, 5 where it cannot be read, 6 where it leads elsewhere.
with_log() {
  [ -e "$1" ] || return 4
  [ -f "$1" ] && [ -r "$1" ] || return 5
  {
    shift
    log_opened=$(readlink /proc/self/fd/3) || could_not "read the log" $?
    case $log_opened in "$log_root"/*) "$@" ;; *) return 6 ;; esac
  } 3<"$1"
}
say_no_log() {
  case $1 in
    4) die LOG_ABSENT "path=$log_path" ;;
    5) die LOG_UNREADABLE "path=$log_path" "user=$(id -un)" ;;
    6) die LOG_OUTSIDE "path=$log_path" "directory=$log_root" ;;
  esac
}
journal() { LC_ALL=C journalctl "--$log_manager" -u "$log_unit" -o short-iso --no-pager ${journal_lines:+-n "$journal_lines"} 2>/dev/null; }
# Leaves the files of a directory in `log_listed`, a line each in a form of stat(1) that begins with when it was written, the newest first.
list_files() {
  # One that is renamed meanwhile has it fail.
  log_listed=$(stat_files "$@") || log_listed=$(stat_files "$@") || could_not "list the logs" $?
  [ -z "$log_listed" ] || log_listed=$(printf '%s\n' "$log_listed" | sort -rn) || could_not "list the logs" $?
}
stat_files() { find "$1" -maxdepth 1 -type f ! -name "*$nl*" -exec stat -c "$2" {} + 2>/dev/null; }
