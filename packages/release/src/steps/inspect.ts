import { carriers } from '../host/carriers.js';
import { links } from '../host/links.js';
import { proof } from '../host/proof.js';
import { pruning } from '../host/pruning.js';
import { part } from '../paths.js';
import type { Step } from '../step.js';
import { hostScript } from './hostScript.js';

const body = String.raw`
[ "$restarts" = no ] || [ -x "$init" ] || die INIT_MISSING "path=$init"
enter
if [ $((fence % 16)) -eq 0 ] && [ -e "$state/journal" ]; then
  tail -n 200 "$state/journal" >"$state/journal.new" && mv "$state/journal.new" "$state/journal"
  find "$state" -maxdepth 2 \( -path "$state/outcomes/*" -o -name 'watch.*' \) -type f -mtime +1 -exec rm -f {} +
fi
for link in "$program_link" "$config_link"; do
  [ -n "$link" ] || continue
  beside=${'$'}{link%/*}
  [ -w "$beside" ] || { mkdir -p "$beside" 2>/dev/null && [ -w "$beside" ]; } ||
    die NOT_WRITABLE "path=$beside" "user=$(id -un)"
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
[ -z "$expired" ] || prune
free_kib() { df -Pk "$program_part" | awk 'NR == 2 { print $4 }'; }
if [ -n "$program_part" ]; then
  if [ -d "$program" ] && [ ! -e "$program_part" ] && noted "seal sealed"; then
    say sealed yes
  else
    [ ! -e "$program" ] || die NOT_WRITABLE "path=$program, which exists already," "user=$(id -un)"
    [ -e "$program_part" ] || carry_begins
    for directory in "$program_part" "$config_part"; do
      [ -n "$directory" ] || continue
      mkdir -p "$directory" 2>/dev/null || die NOT_WRITABLE "path=${'$'}{directory%/*}" "user=$(id -un)"
    done
    free=$(free_kib)
    # What was taken away just now may not have given its bytes back yet.
    if [ "$free" -lt "$needed" ] && [ -d "$state/gone" ]; then rm -rf "$state/gone"; free=$(free_kib); fi
    [ "$free" -ge "$needed" ] || die DISK_FULL "path=${'$'}{program%/*}" "free=$free" "needed=$needed"
  fi
fi
`;

const inodeAndBlock = 4;

/**
 * Looks at the host before anything is changed: live links, init script, free space; makes the part directories. What is
 * no longer kept goes now, and so does what an earlier release could not take away when the host was lost or in trouble.
 */
export const inspect: Step = {
  name: 'inspect',
  instruct: (context) => {
    const { app, paths, cargo } = context;
    return hostScript(context, 'inspect', 90, [links, carriers, proof, pruning, body], {
      restarts: app.restarts ? 'yes' : 'no',
      program_link: app.programLink,
      config_link: app.layout === 'separate' ? app.configLink : '',
      program: paths.program,
      program_home: paths.program.slice(0, -(context.stamp.length + 1)),
      program_part: cargo ? part(paths.program) : '',
      config_part: cargo && paths.config ? part(paths.config) : '',
      expired: context.expired.filter((directory) => !directory.includes('\n')).join('\n'),
      needed: cargo ? Math.ceil(cargo.bytes / 1024) + cargo.files * inodeAndBlock + 1024 : 0,
    });
  },
};
