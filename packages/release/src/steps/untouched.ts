import { script } from '#shell';
import type { App } from '../model/app.js';
import { links } from '../host/links.js';
import { prelude } from '../host/prelude.js';
import { proof } from '../host/proof.js';
import { hostPaths } from '../model/paths.js';

const body = String.raw`
resolve "$program_link"
live=$real
say program_live "$live"
sealed_as "$live"
if [ -z "$live" ] || [ ! -s "$seen.list" ] || [ ! -s "$seen.files" ]; then exit 0; fi
entries=$(look "$live" | wc -l | tr -d ' ')
[ "${'$'}{entries:-0}" -gt 0 ] || exit 0
[ "$(look "$live" | sha256sum)" = "$(head -n "$entries" "$seen.files" | sha256sum)" ] || exit 0
sum_of "$seen.list"
say sealed_sum "$sum"
say untouched_entries "$entries"
`;

/**
 * A script that tells which program is live on a host, and, when each of its entries still is by inode, size, change time and mode
 * what it was when it was sealed, the sum of the list it was sealed with and the number of its entries; fewer than were sealed
 * have gone since. It reads no file of it and changes nothing.
 */
export function untouched(app: App, baseappDir: string): string {
  return script([prelude, links, proof, body].join('\n'), {
    state: hostPaths(app, '', baseappDir).state,
    program_link: app.programLink,
  });
}
