import { carriers } from '../host/carriers.js';
import { links } from '../host/links.js';
import { proof } from '../host/proof.js';
import { part } from '../paths.js';
import type { Step } from '../step.js';
import { hostScript } from './hostScript.js';

const body = String.raw`
[ "$restarts" = no ] || [ -x "$init" ] || die INIT_MISSING "path=$init"
enter
touch "$state/journal"
tail -n 200 "$state/journal" >"$state/journal.new" && mv "$state/journal.new" "$state/journal"
find "$state" -maxdepth 2 \( -path "$state/outcomes/*" -o -name 'watch.*' \) -type f -mtime +1 -exec rm -f {} +
for link in "$program_link" "$config_link"; do
  [ -n "$link" ] || continue
  mkdir -p "$(dirname "$link")" 2>/dev/null && [ -w "$(dirname "$link")" ] ||
    die NOT_WRITABLE "path=$(dirname "$link")" "user=$(id -un)"
done
program_before=$(resolve "$program_link")
say program_before "$program_before"
[ ! -f "$(sealed_list "$program_before")" ] || say sealed_sum "$(sum_of "$(sealed_list "$program_before")")"
[ -z "$config_link" ] || say config_before "$(resolve "$config_link")"
if [ -d "$program_link" ] && [ ! -L "$program_link" ]; then say program_was_directory yes; fi
end_carriers
for stray in "$program_home"_????????_??????.part "${'$'}{config_link:-$program_home}"_????????_??????.part; do
  [ -d "$stray" ] && [ "$stray" != "$program_part" ] && [ "$stray" != "$config_part" ] && rm -rf "$stray"
done
if [ -n "$program_part" ]; then
  if [ -d "$program" ] && [ ! -e "$program_part" ] && grep -qxF "$request seal sealed" "$state/journal"; then
    say sealed yes
  else
    [ ! -e "$program" ] || die NOT_WRITABLE "path=$program, which exists already," "user=$(id -un)"
    for directory in "$program_part" "$config_part"; do
      [ -n "$directory" ] || continue
      mkdir -p "$directory" 2>/dev/null || die NOT_WRITABLE "path=$(dirname "$directory")" "user=$(id -un)"
    done
    free=$(df -Pk "$program_part" | awk 'NR == 2 { print $4 }')
    [ "$free" -ge "$needed" ] || die DISK_FULL "path=$(dirname "$program")" "free=$free" "needed=$needed"
  fi
fi
`;

const inodeAndBlock = 4;

/**
 * Looks at the host before anything is changed: live links, init script, free space; makes the part directories. What an
 * earlier release could not take away, since the host was lost or full of trouble then, is taken away now.
 */
export const inspect: Step = {
  name: 'inspect',
  instruct: (context) => {
    const { app, paths, cargo } = context;
    return hostScript(context, 'inspect', 90, [links, carriers, proof, body], {
      restarts: app.restarts ? 'yes' : 'no',
      program_link: app.programLink,
      config_link: app.layout === 'separate' ? app.configLink : '',
      program: paths.program,
      program_home: paths.program.slice(0, -(context.stamp.length + 1)),
      program_part: cargo ? part(paths.program) : '',
      config_part: cargo && paths.config ? part(paths.config) : '',
      needed: cargo ? Math.ceil(cargo.bytes / 1024) + cargo.files * inodeAndBlock + 1024 : 0,
    });
  },
};
