# shellcheck shell=sh
# An application that is a program of supervisor, or a group of them as name:*.
#
# The status of supervisorctl says little: what it writes is read. A program that is starting or stopping has a process, too.
# args: supervised supervisor_config must_reload become environment_file stop_seconds start_seconds
# lib: calls
# shellcheck disable=SC2034 # Read by lib/application.sh.
service_name="of the program $supervised of supervisor" service_starter="supervisorctl start $supervised" service_runs=yes
control() { by=$1; shift; as_may "$by" supervisorctl ${supervisor_config:+-c "$supervisor_config"} "$@"; }
call_program() {
  called=$1 within=$2
  shift 2
  control in_time "$@"
}
# A line for each program: its name, its state, and what is to be said of that. A group stands when all of it do.
look_at_program() {
  is_known=yes stands=yes running='' between=''
  listed=$(control answer status "$supervised")
  asked=$?
  [ -n "$listed" ] || could_not 'ask supervisor' "$asked" "$(control answer_whole status "$supervised" | tail -c 500)"
  fields=$IFS
  IFS=$nl
  for line in $listed; do
    IFS=$fields
    set -- $line
    case ${2-} in
      RUNNING) running="$running ${4%,}" ;;
      STARTING) between="$between $1" ;;
      STOPPING) between="$between $1" stands=no ;;
      STOPPED | EXITED | FATAL | BACKOFF | UNKNOWN) stands=no ;;
      ERROR) is_known=no stands=no ;;
      *) could_not 'ask supervisor' "$asked" "$line" ;;
    esac
    IFS=$nl
  done
  IFS=$fields
}
service_pids() {
  found='' many=0
  look_at_program
  for one in $between; do
    listed=$(control answer pid "$one")
    asked=$?
    case $listed in '' | *[!0-9]*) could_not "ask supervisor for the process of $one" "$asked" "$listed" ;; esac
    running="$running $listed"
  done
  for pid in $running; do
    case $pid in 0 | *[!0-9]*) continue ;; esac
    found="$found $pid"
    many=$((many + 1))
  done
}
service_ready() {
  service_there && control allowed start "$supervised" || return
  if [ "$must_reload" = yes ]; then control allowed signal HUP "$supervised"; else control allowed stop "$supervised"; fi
}
service_there() { command -v supervisorctl >/dev/null && look_at_program && [ "$is_known" = yes ]; }
service_unfit() {
  command -v supervisorctl >/dev/null || could_not 'start supervisorctl' 127 'it is not installed'
  unfit_right "$supervised"
  die SERVICE_UNFIT "service=$supervised" 'reason=supervisor knows no program of this name'
}
service_start() { call_program start "$start_seconds" start "$supervised"; }
service_stop() { call_program stop "$stop_seconds" stop "$supervised"; }
service_reload() { call_program reload "$start_seconds" signal HUP "$supervised"; }
# A program that was not told to stop would be started again.
service_kill() {
  call_program stop 2 stop "$supervised"
  call_program kill 10 signal "$1" "$supervised"
}
# The program's line, as far as the user who logs in may read where it stands.
# shellcheck disable=SC2034 # Read by doctor.sh, inspect.sh and preview.sh.
service_reads() {
  [ -n "$environment_file" ] || return 0
  set -- "$supervisor_config" /etc/supervisord.conf /etc/supervisor/supervisord.conf
  until [ $# -eq 0 ] || [ -f "$1" ]; do shift; done
  { [ $# -gt 0 ] && included=$(LC_ALL=C sed -n 's/^files[[:space:]]*[=:]//p' "$1" 2>/dev/null); } || return 0
  case $included in *%*) return 0 ;; esac
  (
    configured=$1
    cd "${configured%/*}/" || exit 0
    set -- "$configured"
    for one in $included; do [ ! -e "$one" ] || set -- "$@" "$one"; done
    grep -qsF -e "$environment_file" -- "$@" || [ $? -ne 1 ]
  ) && return
  unread=$supervised
  return 1
}
service_stands() { look_at_program; [ "$stands" = yes ]; }
service_said() {
  tail -c 300 "$state/init.start.out" 2>/dev/null
  wrote=$(control answer tail -1000 "$supervised" stderr)
  [ -z "$wrote" ] || printf '%s' "; it wrote: $wrote"
}
