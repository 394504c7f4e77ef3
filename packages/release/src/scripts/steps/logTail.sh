# shellcheck shell=sh
# Tells the last lines of an application's log and then what is written to it, also after it was rotated or emptied, for so many seconds.
#
# What stands in the log is told as it is: lines of the script itself begin with `mark`, a word that nobody else knows. Now and then it says that it is
# still there; when nobody takes that any more it ends, with all that it began. `form` is F or E as for a search; with no pattern each line is told.
# args: mark lines pattern form seconds
# lib: session logFiles
tell() { printf '%s %s\n' "$mark" "$1"; }
need_log
if [ -n "$pattern" ]; then
  wrong=$(grep "-$form" -e "$pattern" /dev/null 2>&1)
  [ $? -lt 2 ] || die LOG_PATTERN "reason=$wrong"
fi
# What it filters by has to hand on each line at once; the grep of BusyBox does not, its awk does.
filter='all'
[ -z "$pattern" ] || filter='awk'
[ -z "$pattern" ] || ! echo | grep --line-buffered -q '' 2>/dev/null || filter='grep'
following='
  begin() {
    case $4 in
      journal) LC_ALL=C exec journalctl "--$5" -u "$6" -o short-iso --no-pager -f -n "${1#+}" ;;
      *) exec tail -n "$1" -f ;;
    esac
  }
  case $7 in
    all) begin "$@" ;;
    grep) begin "$@" | grep --line-buffered -a "-$3" -e "$2" ;;
    awk) begin "$@" | PATTERN=$2 FORM=$3 awk "
      BEGIN { n = split(ENVIRON[\"PATTERN\"], all, \"\\n\"); fixed = ENVIRON[\"FORM\"] == \"F\" }
      { for (i = 1; i <= n; i++) if (fixed ? index(\$0, all[i]) : \$0 ~ all[i]) { print; fflush(); break } }" ;;
  esac'
reader=
follow() {
  (trap - HUP PIPE TERM; exec setsid timeout -k 2 "$seconds" sh -c "$following" tail "$1" "$pattern" "$form" "$log_kind" "$log_manager" "$log_unit" "$filter") <&3 &
  reader=$!
  opened=$(stat -L -c %d:%i /proc/self/fd/3 2>/dev/null)
}
end_following() { [ -z "$reader" ] || end_session "$reader"; reader=; }
trap 'trap - TERM INT; end_following; exit 143' TERM INT
clock
end_by=$((at + seconds * 1000)) beat_by=$at
# Sleeps a second, and fails when it is over.
still() {
  sleep 1
  clock
  [ "$at" -lt "$end_by" ] && kill -s 0 "$reader" 2>/dev/null || return 1
  [ "$at" -ge "$beat_by" ] || return 0
  beat_by=$((at + 5000))
  tell beat 2>/dev/null
}
if [ "$log_kind" = journal ]; then
  follow "$lines" 3</dev/null
  tell "log=$log_path"
  while still; do :; done
  end_following
  exit 0
fi
with_log "$log_path" follow "$lines" || say_no_log $?
tell "log=$log_path"
followed=$log_path
while still; do
  need_log
  now=$(stat -L -c %d:%i "$log_path" 2>/dev/null) || continue
  [ "$now" != "$opened" ] || continue
  # What was written to the old one until then is told first.
  sleep 1
  end_following
  tell "rotated=$followed"
  with_log "$log_path" follow +1 || say_no_log $?
  followed=$log_path
done
end_following
