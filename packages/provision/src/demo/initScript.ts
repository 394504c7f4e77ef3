import { quote } from '#shell';

/** What the init script of one demo application knows. All paths are absolute. */
export interface InitFacts {
  programLink: string;
  configLink: string;
  key: string;
  host: string;
  port: number;
  /** Directory of its pid file, log and `calls`. */
  dir: string;
  node: string;
  owner: number;
}

const body = String.raw`
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
`;

/** A POSIX init script: starts the application in the background and returns at once, and writes down each call. */
export function initScript(facts: InitFacts): string {
  const values = {
    program_link: facts.programLink,
    config_link: facts.configLink,
    key: facts.key,
    host: facts.host,
    port: String(facts.port),
    dir: facts.dir,
    node: facts.node,
    owner: String(facts.owner),
  };
  const assignments = Object.entries(values).map(([name, value]) => `${name}=${quote(value)}`);
  return `#!/bin/sh\n${assignments.join('\n')}\n${body}`;
}
