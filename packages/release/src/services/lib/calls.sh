# shellcheck shell=sh
# Calls what starts and stops an application, and keeps what it wrote.
#
# `call_service` gets a word for the call, the seconds it may take, and what is called. `service_output` tells what start, stop and
# reload wrote as `said_start` and so on, and keeps it until then: nobody is to wait for that while the application does not run.
# `as_root` tells whether `become` has to stand in front of a call that only root may do.
#
# What a kind of service does otherwise it defines after this.
# args: state become
call_service() {
  call=$1
  seconds=$2
  shift 2
  call_out=$state/init.$call.out
  { true >"$call_out"; } 2>/dev/null || call_out=/dev/null
  alone timeout -k 2 "$seconds" "$@" >"$call_out" 2>&1 9>&-
  # shellcheck disable=SC2034 # Told where no process appears.
  service_status=$?
  [ "$service_status" -eq 0 ] || say64 "init_$call" "status $service_status"
}
as_root() { [ -n "$become" ] && [ "$(id -u)" -ne 0 ]; }
service_said() { tail -c 1000 "$state/init.start.out" 2>/dev/null; }
service_output() {
  for call_out in "$state"/init.*.out; do
    [ -s "$call_out" ] || continue
    call=${call_out##*/init.}
    call=${call%.out}
    say64 "said_$call" "$(tail -c 8192 "$call_out")"
    true >"$call_out"
  done
}
service_stands() { :; }
service_kill() { service_pids; kill -s "$1" $found 2>/dev/null; }
