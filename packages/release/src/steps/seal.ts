import { carriers } from '../host/carriers.js';
import { links } from '../host/links.js';
import { proof } from '../host/proof.js';
import { sealing } from '../host/sealing.js';
import { part } from '../model/paths.js';
import type { Step, StepContext } from '../model/step.js';
import { deltaOf } from '../model/treeList.js';
import { hostScript } from './hostScript.js';
import { switchValues } from './switching.js';

/**
 * Of a program only what differs from the list of the live release is sent, as long as the host has kept that list. The lists
 * come beside the script, where all hosts share them: in it each would have a copy of its own, and more while it is made.
 */
const body = String.raw`
changed_meanwhile() {
  [ "$final" = yes ] || { say mismatch yes; exit 0; }
  die VERIFY_FAILED "path=$program" "reason=it was written to while it was verified"
}
take_in
enter
came_whole || unwritable "$state/coming.$unique"
[ -d "$state/sealed" ] || mkdir -p "$state/sealed" || unwritable "$state/sealed"
sealed_as "$program"
new_list=$seen.list
if [ -d "$program_part" ]; then
  config_at=$config_part
  [ -d "$config_part" ] || config_at=$config
  head -c "$program_lines" "$state/coming.$unique" >"$state/lines" || unwritable "$state/lines"
  make_list "${'$'}{list_from:+$state/sealed/${'$'}{list_from##*/}.list}" "$state/lines" "$new_list"
  sum_of "$new_list"
  [ "$sum" = "$list_sum" ] || die VERIFY_FAILED "path=$new_list" "reason=it is not the list that was sent"
  end_carriers all
  own "$program_part"
  [ -z "$config" ] || own "$config_at"
  # What it is before it is read is what it has to be when it has its name.
  look "$program_part" ${'$'}{config:+"$config_at"} >"$seen.files"
  [ -s "$seen.files" ] || rm -f "$seen.files"
  verify "$program_part" "$new_list" "$program_before"
  if [ -n "$config" ]; then
    tail -c "$config_lines" "$state/coming.$unique" >"$state/lines" || unwritable "$state/lines"
    verify "$config_at" "$state/lines" ''
    mv "$state/lines" "$seen.config" || unwritable "$seen.config"
  fi
  if [ -s "$seen.files" ]; then
    held=$(grep -c '^f ' "$seen.files")
  else
    held=$(count_files "$program_part" ${'$'}{config:+"$config_at"}) || could_not "count the files of $program_part" $?
  fi
  [ "$held" -eq "$files" ] || die VERIFY_FAILED "path=$program_part" "reason=$held files instead of $files"
  name_release || changed_meanwhile
elif [ -d "$program" ] && ! noted 'seal sealed'; then
  keeps_name || changed_meanwhile
fi
[ -d "$program" ] || die VERIFY_FAILED "path=$program" "reason=it is not there"
arm
`;

const nothing = new Uint8Array();

/** Whether the host has the list of the live release that we know, so that a difference to it says all. */
const sameBase = ({ cargo, facts }: StepContext): boolean =>
  cargo!.live !== null && facts.sealed_sum === cargo!.live.sum && Boolean(facts.program_before);

const seal = (name: string, final: boolean): Step => ({
  name,
  applies: ({ facts }) => facts.sealed !== 'yes' && (!final || facts.mismatch === 'yes'),
  instruct: (context) => {
    const { paths, settings, facts } = context;
    const { program, config, live, files } = context.cargo!;
    const base = sameBase(context);
    const lists = [(base ? deltaOf(live!, program) : program).bytes, config?.bytes ?? nothing] as const;
    const script = hostScript(context, 'seal', settings.command, [links, carriers, proof, sealing, body], {
      ...switchValues(context),
      final: final ? 'yes' : 'no',
      program: paths.program,
      program_part: part(paths.program),
      config: paths.config ?? '',
      config_part: paths.config ? part(paths.config) : '',
      files,
      list_from: base ? facts.program_before! : '',
      list_sum: program.sum,
      owner: settings.owner,
      coming: lists[0].length + lists[1].length,
      program_lines: lists[0].length,
      config_lines: lists[1].length,
    });
    return { ...script, input: [...lists] };
  },
});

/**
 * Holds what arrived against the manifest, gives it its name and makes the host ready to be switched. A mismatch asks for
 * an exact carry.
 */
export const sealFirst = seal('seal', false);

/** The same after an exact carry, where a mismatch is final. */
export const sealFinally = seal('sealExactly', true);
