import { script } from '#shell';
import { links } from '../host/links.js';
import { prelude } from '../host/prelude.js';
import type { App } from '../app.js';

const body = String.raw`
list64() { cd "$1" && find . -type f -exec sha256sum {} + | sed 's|^\(\\\{0,1\}[0-9a-f]*  \)\./|\1|' | base64 | tr -d '\n'; }
resolve "$program_link"
live=$real
say program_live "$live"
if [ -n "$live" ] && [ "$want_program" = yes ] && [ "$live" != "$known" ]; then
  printf 'program_list:64=%s\n' "$(list64 "$live")"
fi
[ -z "$config_link" ] || say_real config_live "$config_link"
if [ -n "$config_link" ] && [ -d "$config_link" ]; then
  printf 'config_list:64=%s\n' "$(list64 "$config_link/")"
fi
`;

/**
 * A script that tells which release is live on a host and lists the digests of its files. The program is passed over
 * when it is `known`, a release directory whose manifest the store holds, or not wanted.
 */
export function survey(app: App, wanted: { program: boolean; known: string | null }): string {
  return script([prelude, links, body].join('\n'), {
    program_link: app.programLink,
    config_link: app.layout === 'separate' ? app.configLink : '',
    want_program: wanted.program ? 'yes' : 'no',
    known: wanted.known ?? '',
  });
}
