# shellcheck shell=sh
# Functions that tell since when processes run, in clock ticks since the boot as the kernel counts them.
#
# What time it is by them is counted from the start of this shell, with the kernel's own measure: a container may be told another time
# since its boot. USER_HZ is 100 on everything Linux servers are made of.
#
# `find_mains` leaves in `mains` those processes of `found` that no other of them started, 16 at the most, and in `up` the seconds for which
# the first of them runs; where whoever keeps the application running names its main process, that one alone.
# lib: service
up_now() {
  read -r hundredths _ </proc/uptime
  hundredths=${hundredths%.*}${hundredths#*.}
  while [ "${hundredths#0}" != "$hundredths" ] && [ "$hundredths" != 0 ]; do hundredths=${hundredths#0}; done
}
up_now
up_first=$hundredths
ticks_of() {
  { IFS= read -r stat <"/proc/$1/stat"; } 2>/dev/null || return
  set -- ${stat##*) }
  [ $# -ge 20 ] || return
  parent=$2
  shift 19
  ticks=$1
}
count_now() {
  ticks_of $$ || could_not "read /proc/$$/stat" $?
  up_now
  now=$((ticks + hundredths - up_first))
}
# Of a thousand processes the first two hundred say enough.
find_mains() {
  mains='' up='' first='' looked_at=0
  [ "$many" -gt 0 ] || return 0
  count_now
  for pid in ${main_found:-$found}; do
    looked_at=$((looked_at + 1))
    [ "$looked_at" -le 200 ] || break
    ticks_of "$pid" || continue
    case " $found " in *" $parent "*) [ -n "$main_found" ] || continue ;; esac
    [ "$looked_at" -gt 16 ] || mains="$mains $pid"
    [ "${first:-$ticks}" -lt "$ticks" ] || first=$ticks
  done
  [ -z "$first" ] || up=$(((now - first) / 100))
}
say_mains() {
  find_mains
  say "$1" "${mains# }"
}
