import { bringing } from '../host/bringing.js';
import { carriers } from '../host/carriers.js';
import { links } from '../host/links.js';
import { proof } from '../host/proof.js';
import { pruning } from '../host/pruning.js';
import { sealing } from '../host/sealing.js';
import { wayBack } from '../host/wayBack.js';
import { part } from '../model/paths.js';
import type { Step, StepContext } from '../model/step.js';
import { deltaOf } from '../model/treeList.js';
import { hereDocument, hostScript } from './hostScript.js';
import { knownLive, switchValues } from './switching.js';

const body = (brings: string): string => String.raw`
[ "$coming" -eq 0 ] || take_in
enter
build_link_again
[ "$restarts" = no ] || { [ -f "$init" ] && [ -x "$init" ]; } || die INIT_MISSING "path=$init"
if [ $((fence % 16)) -eq 0 ] && [ -e "$state/journal" ]; then
  tail -n 200 "$state/journal" >"$state/journal.new" && mv "$state/journal.new" "$state/journal"
  find "$state" -maxdepth 2 \( -path "$state/outcomes/*" -o -name 'watch.*' -o -name 'coming.*' \) -type f -mtime +1 -exec rm -f {} +
fi
for link in "$program_link" "$config_link"; do
  [ -n "$link" ] || continue
  beside=${'$'}{link%/*}
  [ -w "$beside" ] || { mkdir -p "$beside" 2>/dev/null && [ -w "$beside" ]; } || unwritable "$beside"
done
resolve "$program_link"
program_before=$real
say program_before "$program_before"
sealed_as "$program_before"
live_list=
if [ -f "$seen.list" ]; then
  sum_of "$seen.list"
  live_list=$sum
  say sealed_sum "$live_list"
fi
resolve "$config_link"
config_before=$real
[ -z "$config_link" ] || say config_before "$config_before"
if [ -d "$program_link" ] && [ ! -L "$program_link" ]; then say program_was_directory yes; fi
end_carriers all
for stray in "$program_home"_????????_??????.part "${'$'}{config_link:-$program_home}"_????????_??????.part; do
  [ -d "$stray" ] && [ "$stray" != "$program_part" ] && [ "$stray" != "$config_part" ] && rm -rf "$stray"
done
[ -z "$expired" ] || prune
short() { [ "$free" -lt "$needed" ] || [ "${'$'}{inodes:-$needed_inodes}" -lt "$needed_inodes" ]; }
look_for_room() { room_at "$program_part" || room_at "$program_part" || could_not "see what is free at $program_part" 1; }
if [ -n "$program_part" ]; then
  if [ -d "$program" ] && [ ! -e "$program_part" ] && noted "seal sealed"; then
    say sealed yes
  else
    # It got its name, and nobody has seen since that it is what was verified.
    if [ -d "$program" ] && [ ! -e "$program_part" ] && noted "seal naming"; then
      mv -T "$program" "$program_part" || unwritable "$program_part"
    fi
    [ ! -e "$program" ] || not_writable "$program, which exists already,"
    [ ! -d "$config" ] || ! marked named || rm -rf "$config"
    fresh=no
    [ -e "$program_part" ] || [ -e "$config_part" ] || { fresh=yes; carry_begins; }
    set -- "$program_part" ${'$'}{config_part:+"$config_part"}
    mkdir -p "$@" 2>/dev/null
    for directory; do
      [ -d "$directory" ] || unwritable "${'$'}{directory%/*}"
    done
    look_for_room
    # What was taken away just now may not have given its bytes back yet.
    if short && [ -d "$state/gone" ]; then rm -rf "$state/gone"; look_for_room; fi
    [ "$free" -ge "$needed" ] || die DISK_FULL "path=${'$'}{program%/*}" "free=$free" "needed=$needed"
    ! short || die DISK_FULL "path=${'$'}{program%/*}" "inodes=$inodes" "inodes_needed=$needed_inodes"
    refill || unwritable "$state/journal.spare"
${brings}
  fi
fi
`;

/**
 * Makes the release at once of the live one and what came with the script. The lists stand in it as they do in that of `seal`; what
 * the live release is no base for is left to the carry.
 */
const brings = (context: StepContext): string =>
  context.cargo?.difference
    ? String.raw`
lines_of() {
  case $1 in
    program)
      ${hereDocument(context, deltaOf(context.cargo.live!, context.cargo.program).text)}
      ;;
    config)
      ${hereDocument(context, context.cargo.difference.config?.lines ?? '')}
      ;;
  esac
}
if bring; then
  arm
else
  rm -rf "$program_part" && mkdir "$program_part"
  [ -z "$config_part" ] || { rm -rf "$config_part" && mkdir "$config_part"; }
fi`
    : '';

const size = (bytes: Uint8Array | undefined): number => bytes?.length ?? 0;

/** What comes with the script, in the order it is read on the host, and the values that tell it apart there. */
function luggage({ cargo }: StepContext): { input: Uint8Array[]; values: Record<string, string | number> } {
  const { difference = null, live, program } = cargo ?? {};
  if (!difference) return { input: [], values: { coming: 0 } };
  const { change, config } = difference;
  const input = [change, config].flatMap((tree) => (tree ? [tree.gone, tree.come] : []));
  const values = {
    coming: input.reduce((sum, bytes) => sum + bytes.length, 0),
    list_from: difference.program,
    live_sum: live!.sum,
    list_sum: program!.sum,
    program_gone: size(change.gone),
    program_come: size(change.come),
    config_gone: size(config?.gone),
    config_come: size(config?.come),
    entries: change.entries + (config?.entries ?? 0),
    checked: (deltaOf(live!, program!).text.match(/^\+/gm) ?? []).length,
  };
  return { input, values };
}

const inodeAndBlock = 4;
/** What a release makes beside its files, and its directories as far as they are not known. */
const inodesBeside = 64;

/**
 * Looks at the host before anything is changed: live links, init script, free space; makes the part directories. What is
 * no longer kept goes now, and so does what an earlier release could not take away when the host was lost or in trouble.
 * Where little differs from the live release, nothing else is to be done then: the new one is made of it, verified, sealed, and
 * the host armed, all in one.
 */
export const inspect: Step = {
  name: 'inspect',
  instruct: (context) => {
    const { paths, cargo, settings } = context;
    const { input, values } = luggage(context);
    const deadline = 90 + (cargo?.difference ? settings.carry : 0);
    const parts = [links, wayBack, carriers, proof, pruning, ...(cargo?.difference ? [sealing, bringing] : [])];
    return {
      ...hostScript(context, 'inspect', deadline, [...parts, body(brings(context))], {
        ...switchValues(context),
        ...knownLive(context),
        program: paths.program,
        program_home: paths.program.slice(0, -(context.stamp.length + 1)),
        program_part: cargo ? part(paths.program) : '',
        config: paths.config ?? '',
        config_part: cargo && paths.config ? part(paths.config) : '',
        expired: context.expired.filter((directory) => !directory.includes('\n')).join('\n'),
        needed_inodes: cargo ? cargo.files + inodesBeside : 0,
        needed: cargo ? Math.ceil(cargo.bytes / 1024) + cargo.files * inodeAndBlock + 1024 : 0,
        owner: settings.owner,
        ...values,
      }),
      ...(input.some(({ length }) => length > 0) ? { input } : {}),
    };
  },
};
