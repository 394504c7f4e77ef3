# shellcheck shell=sh
# Runs hooks: commands of the operator on the way of a release, one after the other, each in a session of its own with an end of its own.
#
# `hooks` has a line for each: its name, the seconds it may take, `fail` or `warn`, `once` or `each`, its user or `-`, and what it runs, in base64.
# What it writes is told as it comes, as `hook_said`: 64 KiB and 2,000 lines of it, and then its end. Nothing of it fills the disk.
#
# A hook that ended is not run again by the same request. One that began and was not seen to end, since the host went down or somebody killed
# this script, is run again where it runs on each host; what runs once may have done half of its work, and is left to a person.
# What a hook reads of `hook_secrets`, a line for each that has some, it gets on its stdin: an argument would be seen by every user.
# args: state request hooks hook_secrets hook_become of_app of_host
# lib: journal
hook_pid='' hooks_warned='' hook_took=0
run_hooks() {
  [ -n "$hooks" ] || return 0
  while read -r hook_name hook_seconds hook_policy hook_run hook_user hook_line; do run_hook; done <<HOOKS
$hooks
HOOKS
}
run_hook() {
  hook_status=
  if noted "hook begun $hook_name"; then
    case $notes in
      *"$nl$request hook ended $hook_name "*)
        hook_status=${notes##*"$nl$request hook ended $hook_name "}
        hook_status=${hook_status%%"$nl"*} ;;
      *) [ "$hook_run" != once ] || die HOOK_UNCERTAIN "hook=$hook_name" "app=$of_app" "host=$of_host" ;;
    esac
  fi
  [ -n "$hook_status" ] || call_hook
  [ "$hook_status" -ne 0 ] || return 0
  hook_reason="it ended with status $hook_status"
  case $hook_status in 124 | 137) [ "$hook_took" -lt "$hook_seconds" ] || hook_reason="it was ended after $hook_seconds s" ;; esac
  hook_end=$(tail -c 500 "$state/hook.end" 2>/dev/null)
  [ -n "$hook_end" ] || hook_end=$(tail -c 500 "$state/hook.out" 2>/dev/null)
  hook_reason=$hook_reason${hook_end:+: $hook_end}
  [ "$hook_policy" = warn ] || die HOOK_FAILED "hook=$hook_name" "status=$hook_status" "reason=$hook_reason"
  hooks_warned="$hooks_warned${hooks_warned:+ }$hook_name:$hook_status"
  say hooks_warned "$hooks_warned"
}
call_hook() {
  hook_text=$(printf %s "$hook_line" | base64 -d) || could_not "read the hook $hook_name" $?
  hook_given=
  case $hook_secrets in
    *"$nl$hook_name "*)
      hook_given=${hook_secrets#*"$nl$hook_name "}
      hook_given=$(printf %s "${hook_given%%"$nl"*}" | base64 -d) || could_not "read the secrets of the hook $hook_name" $? ;;
  esac
  set -- sh -c "$hook_text"
  if [ "$hook_user" != - ] && [ "$hook_user" != "$(id -un)" ]; then
    if [ "$(id -u)" -eq 0 ]; then set -- runuser -u "$hook_user" -- "$@"
    elif [ -n "$hook_become" ]; then set -- "$hook_become" -n -u "$hook_user" "$@"
    else die HOOK_FAILED "hook=$hook_name" status=126 "reason=it is to run as $hook_user, and the login of this host has no become"; fi
  fi
  rm -f "$state/hook.pipe" "$state/hook.lines"
  mkfifo -m 600 "$state/hook.pipe" "$state/hook.lines" || unwritable "$state/hook.pipe"
  # What a hook says is told also where it takes all the room there is.
  { : >"$state/hook.out" && : >"$state/hook.end"; } 2>/dev/null || unwritable "$state/hook.out"
  note "hook begun $hook_name" || unwritable "$state/journal"
  say hook "$hook_name"
  { head -c 65536; tail -c 4096 >"$state/hook.end"; } <"$state/hook.pipe" >"$state/hook.lines" 2>/dev/null 9>&- &
  hook_reader=$!
  tell_lines 2000 <"$state/hook.lines" 8>"$state/hook.out" 9>&- &
  hook_teller=$!
  if [ -n "$hook_given" ]; then
    printf '%s\n' "$hook_given" | (trap - HUP PIPE TERM; exec setsid timeout -k 5 "$hook_seconds" "$@") >"$state/hook.pipe" 2>&1 9>&- &
  else (trap - HUP PIPE TERM; exec setsid timeout -k 5 "$hook_seconds" "$@") </dev/null >"$state/hook.pipe" 2>&1 9>&- & fi
  hook_pid=$!
  clock
  hook_by=$at
  wait "$hook_pid"
  hook_status=$?
  clock
  hook_took=$(((at - hook_by) / 1000))
  # What did not end by itself goes with all it started; the timeout of BusyBox ends one process alone.
  case $hook_status in 124 | 137 | 143) kill -s KILL -- "-$hook_pid" 2>/dev/null ;; esac
  hook_pid=
  note "hook ended $hook_name $hook_status"
  # Whoever it left behind may hold its output open for ever.
  clock
  hook_by=$((at + 2000))
  until gone_hook "$hook_reader" && gone_hook "$hook_teller"; do
    clock
    [ "$at" -lt "$hook_by" ] || break
    nap
  done
  kill "$hook_reader" "$hook_teller" 2>/dev/null
  rm -f "$state/hook.pipe" "$state/hook.lines"
  if [ -s "$state/hook.end" ]; then
    printf 'hook_said=%s\n' '[...]'
    tell_lines 100 <"$state/hook.end" 8>/dev/null
  fi
}
gone_hook() {
  { IFS= read -r hook_stat <"/proc/$1/stat"; } 2>/dev/null || return 0
  case ${hook_stat##*) } in Z* | X*) ;; *) return 1 ;; esac
}
tell_lines() {
  lines_left=$1
  while IFS= read -r told_line || [ -n "$told_line" ]; do
    lines_left=$((lines_left - 1))
    [ "$lines_left" -ge 0 ] || continue
    printf 'hook_said=%s\n' "$told_line"
    printf '%s\n' "$told_line" >&8
  done
} 2>/dev/null
# What does not end when it is told to ends all the same.
end_hook() {
  [ -n "$hook_pid" ] || return 0
  kill -s TERM -- "-$hook_pid" 2>/dev/null
  clock
  hook_by=$((at + 2000))
  until gone_hook "$hook_pid"; do
    clock
    [ "$at" -lt "$hook_by" ] || break
    nap
  done
  kill -s KILL -- "-$hook_pid" 2>/dev/null
  hook_pid=
}
