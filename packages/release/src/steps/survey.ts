import { script } from '#shell';
import { links } from '../host/links.js';
import { prelude } from '../host/prelude.js';
import { proof } from '../host/proof.js';
import type { App } from '../model/app.js';

const body = String.raw`
say_list() {
  list=$(list_of "$2") || list=$(list_of "$2") || could_not "list what is in $2" $?
  [ -z "$list" ] || encode "$list$nl" || could_not "encode the list of $2" $?
  printf '%s:64=%s\n' "$1" "${'$'}{list:+$encoded}"
}
resolve "$program_link"
live=$real
say program_live "$live"
if [ -n "$live" ] && [ "$want_program" = yes ] && [ "$live" != "$known" ]; then
  say_list program_list "$live"
fi
[ -z "$config_link" ] || say_real config_live "$config_link"
if [ -n "$config_link" ] && [ -d "$config_link" ]; then
  say_list config_list "$config_link/"
fi
`;

/**
 * A script that tells which release is live on a host and lists the digests of its files. The program is passed over
 * when it is `known`, a release directory whose manifest the store holds, or not wanted.
 */
export function survey(app: App, wanted: { program: boolean; known: string | null }): string {
  return script([prelude, links, proof, body].join('\n'), {
    program_link: app.programLink,
    config_link: app.layout === 'separate' ? app.configLink : '',
    want_program: wanted.program ? 'yes' : 'no',
    known: wanted.known ?? '',
  });
}
