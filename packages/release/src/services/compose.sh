# shellcheck shell=sh
# An application that is a project of docker compose, or some services of one.
#
# Its containers are known by the labels compose gives them: the file they were begun from may be gone, and that of another release names
# others. A line of `states` is a container: its id, process, status, exit status, how often it was started again, since when it runs, its
# health, its service.
# args: project compose_file compose_services program_link become state environment_file environment_names stop_seconds start_seconds
# lib: calls
# shellcheck disable=SC2034 # Read by lib/application.sh.
service_name="of the project $project of docker compose" service_starter="docker compose up" service_runs=yes
states='' restarts_first='' ended_before=''
# Of a user who has a daemon of their own, where the machine has none and nothing else is said.
if [ -z "${DOCKER_HOST-}${DOCKER_CONTEXT-}" ] && [ ! -S /var/run/docker.sock ]; then
  own_socket=${XDG_RUNTIME_DIR:-/run/user/$(id -u)}/docker.sock
  if [ -S "$own_socket" ]; then DOCKER_HOST=unix://$own_socket; export DOCKER_HOST; fi
fi
as_root() { [ -n "$become" ] && [ -z "${DOCKER_HOST-}" ] && [ ! -w /var/run/docker.sock ] && [ "$(id -u)" -ne 0 ]; }
dock() { by=$1; shift; as_may "$by" docker "$@"; }
compose() { by=$1; shift; dock "$by" compose -p "$project" "$@"; }
# What is written in the file of a release beside its own, where one comes with it, counts, and what is set over it.
with_variables() {
  tree=$1 by=$2
  shift 2
  set_file=$state/environment
  [ ! -e "$set_file.new" ] || set_file=$set_file.new
  if [ -n "$environment_file" ] && [ -e "$set_file" ]; then
    case $compose_file in /*) composed_at=${compose_file%/*} ;; */*) composed_at=$tree/${compose_file%/*} ;; *) composed_at=$tree ;; esac
    set -- --env-file "$set_file" "$@"
    [ ! -f "$composed_at/.env" ] || set -- --env-file "$composed_at/.env" "$@"
  fi
  compose "$by" "$@"
}
# Which of the variables are named in the file of the project.
# shellcheck disable=SC2034 # Read by doctor.sh, inspect.sh and preview.sh.
service_reads() {
  [ -n "$environment_names" ] && [ -d "$1/" ] || return 0
  case $compose_file in /*) composed=$compose_file ;; *) composed=$1/$compose_file ;; esac
  composed=$(cat "$composed" 2>/dev/null) || return 0
  unread=
  case $composed in *"$environment_file"*) return 0 ;; esac
  for one in $environment_names; do
    case $composed in *"$one"*) ;; *) unread="$unread${unread:+ }$one" ;; esac
  done
  [ -z "$unread" ]
}
is_ours() { case " $compose_services " in '  ' | *" $1 "*) ;; *) return 1 ;; esac; }
look_at_project() {
  looks=1
  # One may go between the two questions.
  until inspect_project; do
    looks=$((looks + 1))
    { [ "$looks" -le 5 ] && [ "$asked" -lt 124 ]; } || could_not 'ask docker' "$asked" "$(dock answer_whole ps -q | tail -c 500)"
    nap
  done
}
inspect_project() {
  states='' containers=''
  listed=$(dock answer ps -a --no-trunc --filter "label=com.docker.compose.project=$project" --filter label=com.docker.compose.oneoff=False --format '{{.ID}} {{.Label "com.docker.compose.service"}}')
  asked=$?
  [ "$asked" -eq 0 ] || return
  while read -r container serves; do
    [ -z "$container" ] || ! is_ours "$serves" || containers="$containers $container"
  done <<LISTED
$listed
LISTED
  [ -n "$containers" ] || return 0
  states=$(dock answer inspect -f '{{.Id}} {{.State.Pid}} {{.State.Status}} {{.State.ExitCode}} {{.RestartCount}} {{.State.StartedAt}} {{if .State.Health}}{{.State.Health.Status}}{{else}}-{{end}} {{index .Config.Labels "com.docker.compose.service"}}' $containers)
  asked=$?
  return "$asked"
}
# Calls a function with each container before it.
each_container() {
  while read -r one one_pid one_status one_exit one_restarts one_began one_health one_service; do
    [ -z "$one" ] || "$1"
  done <<STATES
$states
STATES
}
count_container() {
  case $one_restarts in '' | *[!0-9]*) ;; *) again=$((again + one_restarts)) ;; esac
  case $one_pid in '' | 0 | *[!0-9]*) return ;; esac
  [ -d "/proc/$one_pid" ] || return
  found="$found $one_pid"
  many=$((many + 1))
}
service_pids() {
  look_at_project
  found='' many=0 again=0
  each_container count_container
  restarts_first=${restarts_first:-$again}
  # shellcheck disable=SC2034 # Read by sight.sh.
  restarts_seen=$again
}
# Between two tries to start it there is no process, and the next one comes.
service_pending() { case $states in *' restarting '*) ;; *) return 1 ;; esac; }
docker_answers() {
  lacks=docker lacks_because=''
  command -v docker >/dev/null || return
  lacks=
  for words in ps 'compose version' "compose -p $project up" "compose -p $project stop"; do dock allowed $words || return; done
  lacks=plugin
  dock answer compose version --short >/dev/null || return
  lacks=
  lacks_because=$(dock answer_whole ps -q) && return
  case $lacks_because in *'ermission denied'*) lacks=group ;; *) lacks=daemon ;; esac
  return 1
}
service_ready() { docker_answers; }
service_there() { [ "$lacks" = file ] || docker_answers; }
# Where nothing is live yet, the first release brings it.
service_fits() {
  [ -d "$1/" ] || return 0
  lacks_because=$(cd -P "$1" && with_variables . answer_whole -f "$compose_file" config -q $compose_services) && return
  lacks='file'
  return 1
}
service_unfit() {
  unfit_right "$project"
  case $lacks in
    docker) die SERVICE_UNFIT "service=$project" 'reason=docker is not installed, or not on the PATH of the user who logs in' ;;
    plugin) die SERVICE_UNFIT "service=$project" 'reason=docker has no compose: install docker-compose-plugin; docker-compose, which is version 1, will not do' ;;
    group) die SERVICE_UNFIT "service=$project" "reason=$(id -un) may not ask docker: usermod -aG docker $(id -un), or set login.become of the host" ;;
    file) die SERVICE_UNFIT "service=$project" "reason=docker compose does not take $compose_file: $lacks_because" ;;
  esac
  die SERVICE_UNFIT "service=$project" "reason=docker does not answer: $lacks_because"
}
# A daemon of the user's own ends with the last session of that user.
service_lasts() {
  lives_at=${DOCKER_HOST-}
  [ -n "$lives_at" ] || lives_at=$(answer docker context inspect -f '{{.Endpoints.docker.Host}}')
  case $lives_at in "unix://${XDG_RUNTIME_DIR:-/run/user/}"* | unix:///run/user/*) user_lingers ;; esac
}
ended_container() { [ "$one_status" = running ] || ended_before="$ended_before $one@$one_began "; }
# What stood still before, as of a profile, says nothing of this start. An image is built anew where the file says of what: it is in the release.
service_start() {
  ended_before='' restarts_first=''
  each_container ended_container
  set --
  [ -n "$compose_services" ] || set -- --remove-orphans
  called=start within=$start_seconds
  with_variables "$program_link" in_live -f "$compose_file" up -d --build --quiet-pull "$@" $compose_services
}
# Called where the release is live, not at the link to it: paths below the link never change, and compose would see nothing to do.
in_live() { call_service "$called" "$within" sh -c 'cd -P "$1" && shift && exec "$@"' sh "$program_link" "$@"; }
call_compose() {
  called=$1 within=$2
  shift 2
  compose in_time "$@"
}
service_stop() {
  grace=${stop_seconds%.*}
  [ "${grace:-0}" -ge 1 ] || grace=1
  call_compose stop "$stop_seconds" stop -t "$grace" $compose_services
}
running_container() { [ "$one_status" != running ] || containers="$containers $one"; }
# Not by docker kill: whatever the signal is, docker takes such a container for one that was stopped by hand, and leaves it so after a crash or a boot.
# shellcheck disable=SC2034 # Read by service.sh.
service_reloads() { no_reload='service.services does not say which of its services load it at HUP'; [ -n "$compose_services" ]; }
service_reload() {
  service_reloads || die SERVICE_UNFIT "service=$project" "reason=$no_reload"
  containers=
  each_container running_container
  called=reload within=$start_seconds
  dock signal_containers exec
}
signal_containers() {
  # shellcheck disable=SC2016 # Read by that shell.
  call_service "$called" "$within" sh -c 'ids=$1; shift; for id in $ids; do "$@" "$id" sh -c "kill -s HUP 1" || exit; done' sh "$containers" "$@"
}
# One that was not told to stop would be started again.
service_kill() {
  if [ "$1" = KILL ]; then call_compose kill 10 kill -s KILL $compose_services
  else call_compose stop 5 stop -t 1 $compose_services; fi
}
stands_container() {
  case $one_status in
    running) [ "$one_health" != unhealthy ] || stands=no ;;
    *) case $one_status/$one_exit/$ended_before in exited/0/* | *" $one@$one_began "*) ;; *) stands=no ;; esac ;;
  esac
}
service_stands() {
  stands=yes
  case $service_status in 0 | unknown) ;; *) stands=no ;; esac
  # What was started again meanwhile will be so the next time, too.
  [ "$again" -eq "${restarts_first:-$again}" ] || stands=no
  each_container stands_container
  [ "$stands" = yes ]
}
tell_container() {
  printf '%s: %s, exit status %s, health %s, started again %s times; ' "$one_service" "$one_status" "$one_exit" "$one_health" "$one_restarts"
}
service_said() {
  each_container tell_container
  tail -c 300 "$state/init.start.out" 2>/dev/null
  wrote=$(compose answer_whole logs --no-color --tail 10 $compose_services | tail -c 1000)
  [ -z "$wrote" ] || printf '%s' "; it wrote: $wrote"
}
