# shellcheck shell=sh
# Functions about the programs that receive a transfer.
#
# Unlike our scripts they hold no lock while they work, so a worker that lost its lease could go on writing through them; whoever
# comes next ends them first.
#
# `enlist` names the calling process as a carrier of this fence, `end_carriers` ends those of every older one, and with `all` those
# of this one, too. A process is known by its pid and the time it started at, so that a pid used again is left alone.
# args: state fence
# lib: startTime
end_carriers() {
  which=${1-older}
  set --
  for enlisted in "$state"/carriers/*; do
    [ -e "$enlisted" ] || continue
    carrier=${enlisted##*/}
    read -r of since <"$enlisted"
    if [ "$(started_at "$carrier")" = "$since" ]; then
      [ "$which" = all ] || [ "$of" -lt "$fence" ] || continue
      kill -s KILL -- "-$carrier" 2>/dev/null || kill -KILL "$carrier" 2>/dev/null
    fi
    set -- "$@" "$enlisted"
  done
  [ $# -eq 0 ] || rm -f "$@"
}
enlist() {
  mkdir -p "$state/carriers"
  printf '%s %s\n' "$fence" "$(started_at "$1")" >"$state/carriers/$1"
}
