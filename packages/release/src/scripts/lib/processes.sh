# shellcheck shell=sh
# Functions about the processes of an application. `service_pids` of its service leaves their ids in `found` and how many they are
# in `many`.
# lib: service
none_left() { service_pids; [ "$many" -eq 0 ]; }
say_processes() { service_pids; say "$1" "$many"; }
gone() {
  for pid; do
    { IFS= read -r stat <"/proc/$pid/stat"; } 2>/dev/null || { [ -d "/proc/$pid" ] && return 1; continue; }
    case ${stat##*) } in Z* | X*) ;; *) return 1 ;; esac
  done
}
