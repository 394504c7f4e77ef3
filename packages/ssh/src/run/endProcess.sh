# shellcheck shell=sh
# Ends a command and everything in its session: TERM, two to three seconds for them to go, then KILL.
#
# The session, not the process group: programs such as timeout(1) give what they start a group of its own. Daemons have left
# the session. Where the machine gave the command no session of its own, only its group, or it alone, is ended.
# args: pid
left() {
  head -v -n 1 /proc/[0-9]*/stat 2>/dev/null | SESSION=$pid awk '
    /^==> / { next }
    { pid = $1; sub(/^.*[)] /, ""); if ($4 == ENVIRON["SESSION"] && $1 !~ /[ZX]/) print pid }'
}
who=$(left)
[ -n "$who" ] || { kill -s 0 -- "-$pid" 2>/dev/null && who=-$pid || who=$pid; }
# It fails as soon as one of them has ended by itself meanwhile: the others are waited for all the same.
kill -s TERM -- $who 2>/dev/null
# By the clock: on a machine with much to do each look takes a while.
seconds() { read -r up rest </proc/uptime && now=${up%.*}; }
seconds
limit=$((now + 3))
while who=$(left) && [ -n "$who" ] || { who=$pid && kill -s 0 -- "$pid" 2>/dev/null; }; do
  seconds
  [ "$now" -lt "$limit" ] || { kill -s KILL -- $who; break; }
  sleep 0.1 2>/dev/null || sleep 1
done
