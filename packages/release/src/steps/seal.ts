import { links } from '../host/links.js';
import { part } from '../paths.js';
import type { Step, StepContext } from '../step.js';
import { hostScript } from './hostScript.js';
import { switchValues } from './switching.js';

/**
 * The lists stand in the script as here documents: their lines are digests and names, never commands. The end marker
 * holds the request id, which no file name can guess.
 */
function body({ cargo, requestId }: StepContext): string {
  const end = `END-${requestId}`;
  const check = (directory: string, list: string): string =>
    list === '' ? ':' : `verify "${directory}" <<'${end}'\n${list}${end}`;
  return String.raw`
verify() {
  bad=$(cd "$1" && sha256sum -c --quiet 2>&1 | head -n 5)
  [ -z "$bad" ] || {
    [ "$final" = yes ] || { say mismatch yes; exit 0; }
    die VERIFY_FAILED "path=$1" "reason=$bad"
  }
}
# A name may hold a line break, so names are counted by their ends, not by lines.
count_files() { find "$1" -type f -print0 | LC_ALL=C tr -dc '\000' | wc -c; }
enter
if [ -d "$program_part" ]; then
  config_at=$config_part
  [ -d "$config_part" ] || config_at=$config
${check('$program_part', cargo!.programList)}
${check('$config_at', cargo!.configList)}
  if [ -n "$owner" ]; then
    chown -hR "$owner" "$program_part" || die NOT_WRITABLE "path=$program_part for $owner" "user=$(id -un)"
    [ -z "$config" ] || chown -hR "$owner" "$config_at" || die NOT_WRITABLE "path=$config_at for $owner" "user=$(id -un)"
  fi
  held=$(count_files "$program_part")
  [ -z "$config" ] || held=$((held + $(count_files "$config_at")))
  [ "$held" -eq "$files" ] || die VERIFY_FAILED "path=$program_part" "reason=$held files instead of $files"
  [ ! -d "$config_part" ] || mv -T "$config_part" "$config" || die NOT_WRITABLE "path=$config" "user=$(id -un)"
  mark sealed
  mv -T "$program_part" "$program" || die NOT_WRITABLE "path=$program" "user=$(id -un)"
fi
[ -d "$program" ] || die VERIFY_FAILED "path=$program" "reason=it is not there"
ready_switch "$program" "$config"
say mismatch no
say sealed yes
say sealed_at "$(now)"
say size "$(du -sh "$program" $config | tr '\t\n' '  ' | sed 's/ *$//')"
`;
}

const seal = (name: string, final: boolean): Step => ({
  name,
  applies: ({ facts }) => facts.sealed !== 'yes' && (!final || facts.mismatch === 'yes'),
  instruct: (context) => {
    const { paths, cargo, settings } = context;
    return hostScript(context, 'seal', settings.command, [links, body(context)], {
      ...switchValues(context),
      final: final ? 'yes' : 'no',
      program: paths.program,
      program_part: part(paths.program),
      config: paths.config ?? '',
      config_part: paths.config ? part(paths.config) : '',
      files: cargo!.files,
      owner: settings.owner,
    });
  },
});

/**
 * Holds what arrived against the manifest, gives it its name and makes the host ready to be switched. A mismatch asks for
 * an exact carry.
 */
export const sealFirst = seal('seal', false);

/** The same after an exact carry, where a mismatch is final. */
export const sealFinally = seal('sealExactly', true);
