# shellcheck shell=sh
# Runs a command of a caller, once.
#
# A command is nobody's part of a release, so it has no lease and no place of its app on the host: what it came to is
# left in a directory of its request, which nobody else can guess or open. The same command sent again (its connection was
# lost) waits for the first one and says what that said; told to end, it ends that one. Nobody may come again, so the command
# has an end of its own, too.
#
# It has a session of its own, and whatever it leaves there ends with it. The shell reads it from a file: other users see the arguments of
# programs. What it writes is told as it comes, behind `out>` and `err>`, which are no keys of facts: up to 2,000 lines and 64 KiB of each. 4 MiB
# of it and its end are kept until it is asked for, whatever it writes.
# args: request command seconds
# lib: startTime session
mask=$(umask)
umask 077
for place in ${TMPDIR:+"$TMPDIR"} /tmp /var/tmp /dev/shm; do [ ! -d "$place" ] || [ ! -w "$place" ] || break; done
outcome=$place/rexflow-run.$request
mkdir "$outcome" 2>/dev/null || [ -O "$outcome" ] || not_writable "$outcome"
end_command() {
  : >"$outcome/told"
  read -r pid since <"$outcome/pid" || return
  [ "$(started_at "$pid")" = "$since" ] || return
  # Its session is there when setsid has made it.
  kill -s TERM -- "-$pid" || kill -s TERM "$pid"
  end_session "$pid"
} 2>/dev/null
trap 'trap - TERM INT; end_command; exit 143' TERM INT
exec 9>"$outcome/lock"
flock 9 & wait $!
# It reads in a session of its own, so that all of it can be ended: a daemon that the command left may hold the pipe open for ever. What it
# kept counts as whole only where each program that carried it says so.
reading='
  { { dd bs=4096 count=1024 2>/dev/null && : >"$0.read"; } | { tee "$0" && : >"$0.kept"; } | {
      lines=2000 bytes=65536
      while IFS= read -r line || [ -n "$line" ]; do
        lines=$((lines - 1)) bytes=$((bytes - ${#line} - 1))
        [ "$lines" -ge 0 ] && [ "$bytes" -ge 0 ] && printf "%s>%s\n" "$1" "$line" || { printf "%s>[...]\n" "$1"; break; }
      done
      cat >/dev/null
    } 2>/dev/null
    tail -c 65536 >"$0.end" && [ -e "$0.read" ] && [ -e "$0.kept" ] && : >"$0.whole"; } <"$0.pipe"'
read_output() {
  (exec setsid sh -c "$reading" "$outcome/$1" "$2") 9>&- &
}
read_to_end() {
  clock
  reader_by=$((at + 2000))
  while kill -s 0 "$1" 2>/dev/null; do
    clock
    [ "$at" -lt "$reader_by" ] || { : >"$2.whole"; end_session "$1"; break; }
    nap
  done
}
if [ ! -f "$outcome/status" ]; then
  [ ! -f "$outcome/begun" ] || die LOST "what=the command"
  printf '%s\n' "$command" >"$outcome/command" || unwritable "$outcome/command"
  rm -f "$outcome/stdout.pipe" "$outcome/stderr.pipe"
  mkfifo "$outcome/stdout.pipe" "$outcome/stderr.pipe" || unwritable "$outcome/stdout.pipe"
  # One that is told to end before it begins writes nothing, and nobody reads it.
  : >"$outcome/stdout"
  : >"$outcome/stderr"
  : >"$outcome/begun"
  read_output stdout out
  of_stdout=$!
  read_output stderr err
  of_stderr=$!
  clock
  began=$at
  # Its pid is written before the command begins, and only then is looked whether it was told to end: whoever tells it so finds the pid, or is
  # found.
  (
    trap - HUP PIPE
    umask "$mask"
    read -r own _ </proc/self/stat
    printf '%s %s\n' "$own" "$(started_at "$own")" >"$outcome/pid"
    [ ! -e "$outcome/told" ] || exit 143
    exec setsid timeout -k 2 "$seconds" sh "$outcome/command" >"$outcome/stdout.pipe" 2>"$outcome/stderr.pipe"
  ) </dev/null 9>&- &
  command_pid=$!
  wait "$command_pid"
  status=$?
  clock
  took=$((at - began))
  end_session "$command_pid"
  read_to_end "$of_stdout" "$outcome/stdout"
  read_to_end "$of_stderr" "$outcome/stderr"
  printf '%s %s\n' "$status" "$took" >"$outcome/status"
fi
read -r status took <"$outcome/status" || could_not "read what the command came to" $?
say exit_code "$status"
say took_ms "$took"
# All of it, or its first and last bytes.
part_of() {
  size=$(wc -c <"$outcome/$1") || return
  if [ "$size" -le $(($2 + $3)) ] && [ ! -s "$outcome/$1.end" ]; then cat "$outcome/$1"
  else
    last=$outcome/$1.end
    [ -s "$last" ] || last=$outcome/$1
    head -c "$2" "$outcome/$1" && printf '\n[...]\n' && tail -c "$3" "$last"
  fi
}
say_part() {
  [ -e "$outcome/$1.whole" ] && part_of "$@" >"$outcome/part" || could_not "read what the command said" $?
  encoded=$(base64 <"$outcome/part") || could_not "read what the command said" $?
  unwrap
  printf '%s:64=%s\n' "$1" "$encoded"
}
say_part stdout 983040 65536
say_part stderr 49152 16384
find "$place" -maxdepth 1 -user "$(id -un)" -name 'rexflow-run.*' -mmin +120 -exec rm -rf {} + 2>/dev/null
[ "$status" -ne 124 ] || die DEADLINE "what=the command" "seconds=$seconds"
[ "$status" -eq 0 ] || die COMMAND_FAILED "what=the command" "status=$status" "reason=$(tail -c 500 "$outcome/stderr")"
