import { links } from '../host/links.js';
import type { Step } from '../step.js';
import { hostScript } from './hostScript.js';

const body = String.raw`
enter
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
    mv -T "$directory" "$trash/$(basename "$directory").$$.$removed" && removed=$((removed + 1))
  else
    rm -rf "$directory" && removed=$((removed + 1))
  fi
done <<LIST
$expired
LIST
nice rm -rf "$trash" </dev/null >/dev/null 2>&1 9>&- &
say pruned "$removed"
`;

/**
 * Removes release directories that are no longer kept; never one a live link points into. They are gone from their place
 * when it ends; freeing their bytes takes longer, and nobody waits for that.
 */
export const prune: Step = {
  name: 'prune',
  applies: ({ expired }) => expired.length > 0,
  optional: true,
  instruct: (context) =>
    hostScript(context, 'prune', context.settings.command, [links, body], {
      program_link: context.app.programLink,
      config_link: context.app.configLink,
      expired: context.expired.filter((directory) => !directory.includes('\n')).join('\n'),
    }),
};
