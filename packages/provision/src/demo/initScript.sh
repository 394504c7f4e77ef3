# shellcheck shell=sh
# The init script of a demo application; it writes down each call.
# args: program_link config_link key host port dir node owner
printf '%s %s\n' "$(date +%s%N)" "$*" >>"$dir/calls"

running() {
  pid=$(cat "$dir/app.pid" 2>/dev/null) || return 1
  { tr '\000' '\n' <"/proc/$pid/cmdline" | grep -qxF -e "$key"; } 2>/dev/null
}

start() {
  if running; then echo "$key runs already"; return 0; fi
  release=$(cd -P -- "$program_link" && pwd -P) || return 1
  configuration=$(cd -P -- "$config_link" && pwd -P) || return 1
  cd "$release" || return 1
  setsid "$node" "$release/app.mjs" "$key" "$host" "$port" "$configuration" "$owner" </dev/null >>"$dir/app.log" 2>&1 &
  echo "$!" >"$dir/app.pid"
}

stop() {
  if ! running; then echo "$key does not run"; return 0; fi
  kill "$pid"
  tries=0
  while running; do
    tries=$((tries + 1))
    [ "$tries" -ne 200 ] || kill -9 "$pid"
    [ "$tries" -lt 300 ] || return 1
    sleep 0.02
  done
}

case $1 in
  start) start ;;
  stop) stop ;;
  restart) stop && start ;;
  status) if running; then echo "$key runs as process $pid"; else echo "$key does not run"; exit 3; fi ;;
  *) echo "usage: $0 start|stop|restart|status" >&2; exit 2 ;;
esac
