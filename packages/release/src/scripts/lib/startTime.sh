# shellcheck shell=sh
# The time a process started at, which tells it from another one that got its pid later.
started_at() {
  { IFS= read -r stat <"/proc/$1/stat"; } 2>/dev/null || return
  set -- ${stat##*) }
  shift 19
  printf %s "$1"
}
