# shellcheck shell=sh
# Runs a command of a caller, once.
#
# A command is nobody's part of a release, so it has no lease and no place of its app on the host: what it came to is
# left in a directory of its request, which nobody else can guess or open. The same command sent again (its connection was
# lost) waits for the first one and says what that said; told to end, it ends that one. Nobody may come again, so the command
# has an end of its own, too.
# args: request command seconds
# lib: startTime
umask 077
for place in ${TMPDIR:+"$TMPDIR"} /tmp /var/tmp /dev/shm; do [ ! -d "$place" ] || [ ! -w "$place" ] || break; done
outcome=$place/rexflow-run.$request
mkdir "$outcome" 2>/dev/null || [ -O "$outcome" ] || not_writable "$outcome"
end_command() {
  : >"$outcome/told"
  read -r pid since <"$outcome/pid" || return
  [ "$(started_at "$pid")" = "$since" ] || return
  # Its group is there when timeout has made it.
  kill -s TERM -- "-$pid" || kill -s TERM "$pid"
} 2>/dev/null
trap 'trap - TERM INT; end_command; exit 143' TERM INT
exec 9>"$outcome/lock"
flock 9 & wait $!
if [ ! -f "$outcome/status" ]; then
  [ ! -f "$outcome/begun" ] || die LOST "what=the command"
  : >"$outcome/begun"
  # Not by "alone": this way its pid is that of timeout, which leads a group of its own. It is written before the command begins, and
  # only then is looked whether it was told to end: whoever tells it so finds the pid, or is found.
  (
    trap - HUP PIPE
    read -r own _ </proc/self/stat
    printf '%s %s\n' "$own" "$(started_at "$own")" >"$outcome/pid"
    [ ! -e "$outcome/told" ] || exit 143
    exec timeout -k 2 "$seconds" sh -c "$command"
  ) </dev/null >"$outcome/stdout" 2>"$outcome/stderr" 9>&- &
  wait $!
  echo $? >"$outcome/status"
fi
read -r status <"$outcome/status" || could_not "read what the command came to" $?
say exit_code "$status"
say_end() {
  tail -c "$2" "$outcome/$1" >"$outcome/end" && encoded=$(base64 <"$outcome/end") || could_not "read what the command said" $?
  unwrap
  printf '%s:64=%s\n' "$1" "$encoded"
}
say_end stdout 1048576
say_end stderr 65536
find "$place" -maxdepth 1 -user "$(id -un)" -name 'rexflow-run.*' -mmin +60 -exec rm -rf {} + 2>/dev/null
[ "$status" -ne 124 ] || die DEADLINE "what=the command" "seconds=$seconds"
[ "$status" -eq 0 ] || die COMMAND_FAILED "what=the command" "status=$status" "reason=$(tail -c 500 "$outcome/stderr")"
