import { randomUUID } from 'node:crypto';
import { quote } from '#shell';
import { printPid } from './pidReport.js';

/** Exit status of a command that did not find what it was fed: somebody else had read of it. */
export const unread = 98;

/** What such a command says, and nothing else. */
export const unreadMark = '@rexflow unread';

/** How a command goes on with the bytes behind its script: it has none, finds them on its file 3, or on its stdin. */
type Follows = 'nothing' | 'file 3' | 'stdin';

/** A command line, and the bytes its script is fed as. */
export interface FedCommand {
  line: string;
  bytes: Buffer;
}

/**
 * A command that gets its script over stdin. The line itself goes through whatever login shell the user has, csh and fish among them: between its
 * quotes stand no quote, backslash, `!` or line break, which they read in ways of their own. A start-up file that reads from stdin
 * eats of the script: what is left of it, without the first line that nobody else can know, is not run. The programs of BusyBox read ahead, so what has more behind it comes by dd,
 * which takes just its part.
 */
export function fed(script: string, behind: Follows): FedCommand {
  const beginning = randomUUID();
  const text = Buffer.from(`${script}\n`);
  const lost = `{ echo "${unreadMark}"; exit ${unread}; }`;
  const take = `s=$(dd bs=${text.length} count=1 iflag=fullblock 2>/dev/null) && [ -n "$s" ] || ${lost}; eval "unset s; $s"`;
  const go = { nothing: 'exec sh -s', 'file 3': `exec 3<&0; ${take}`, stdin: take }[behind];
  const words = `${printPid}; read -r s; [ "$s" = ${beginning} ] || ${lost}; ${go}`;
  return { line: `exec sh -c ${quote(words)}`, bytes: Buffer.concat([Buffer.from(`${beginning}\n`), text]) };
}
