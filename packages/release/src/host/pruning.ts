/**
 * Functions that take away what is no longer kept. Expect `expired`, one directory on a line, and what host/links.ts expects.
 * A directory a live link points into is never removed. What goes is gone from its place at once; freeing its bytes takes
 * longer, and nobody waits for that.
 */
export const pruning = String.raw`
prune() {
  program_live=$(resolve "$program_link")
  config_live=$(resolve "$config_link")
  removed=0
  trash=$state/gone
  mkdir -p "$trash"
  device=$(stat -c %d "$trash")
  while IFS= read -r directory; do
    case $directory in *[0-9][0-9][0-9][0-9][0-9][0-9]*) ;; *) continue ;; esac
    [ -d "$directory" ] && [ ! -L "$directory" ] || continue
    case $program_live/ in "$directory"/*) continue ;; esac
    case $config_live/ in "$directory"/*) continue ;; esac
    if [ "$(stat -c %d "$directory")" = "$device" ]; then
      mv -T "$directory" "$trash/${'$'}{directory##*/}.$$.$removed" && removed=$((removed + 1))
    else
      rm -rf "$directory" && removed=$((removed + 1))
    fi
  done <<LIST
$expired
LIST
  [ "$removed" -eq 0 ] || nice rm -rf "$trash" </dev/null >/dev/null 2>&1 9>&- &
  say pruned "$removed"
}
`;
