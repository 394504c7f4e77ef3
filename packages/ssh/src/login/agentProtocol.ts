import { connect } from 'node:net';

/** A key that an agent holds: its wire form, and what whoever added it called it. */
export interface AgentIdentity {
  blob: Buffer;
  type: string;
  comment: string;
}

const requests = { list: 11, sign: 13 } as const;
const answers = { list: 12, sign: 14 } as const;

/** OpenSSH's own limit for one message. */
const largestMessage = 256 * 1024;

/**
 * Asks an agent at a socket for one thing (draft-miller-ssh-agent). Rejects with an Error that says what went wrong: nobody listens
 * there, it refuses, it says nothing in time, or what it says is none of an agent's.
 */
function ask(path: string, what: keyof typeof requests, content: Buffer, timeoutMs: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let held = Buffer.alloc(0);
    const socket = connect({ path });
    const end = (error: Error | null, answer = held): void => {
      clearTimeout(late);
      socket.destroy();
      if (error) reject(error);
      else resolve(answer);
    };
    const late = setTimeout(() => end(new Error(`it said nothing for ${timeoutMs / 1000} s`)), timeoutMs);
    socket.on('error', (error) => end(error));
    socket.on('close', () => end(new Error('it closed the connection')));
    socket.on('data', (chunk: Buffer) => {
      held = Buffer.concat([held, chunk]);
      if (held.length < 5) return;
      const size = held.readUInt32BE(0);
      if (size === 0 || size > largestMessage) return end(new Error('what answers there is no agent'));
      if (held.length < 4 + size) return;
      if (held[4] !== answers[what]) return end(new Error('it refused'));
      end(null, held.subarray(5, 4 + size));
    });
    socket.write(string(Buffer.concat([Buffer.of(requests[what]), content])));
  });
}

/** The keys an agent holds. Rejects as `ask` does. */
export async function identitiesOf(path: string, timeoutMs: number): Promise<AgentIdentity[]> {
  const answer = await ask(path, 'list', Buffer.alloc(0), timeoutMs);
  const read = reader(answer.subarray(4));
  return Array.from({ length: Math.min(answer.readUInt32BE(0), largestMessage / 8) }, () => {
    const blob = read();
    return { blob, type: reader(blob)().toString('latin1'), comment: read().toString('utf8') };
  });
}

/** Has an agent sign with one of its keys; `flags` are those of RSA. Rejects as `ask` does. */
export async function signBy(
  path: string,
  { key, data, flags }: { key: Buffer; data: Buffer; flags: number },
  timeoutMs: number,
): Promise<Buffer> {
  const chosen = Buffer.alloc(4);
  chosen.writeUInt32BE(flags);
  const answer = await ask(path, 'sign', Buffer.concat([string(key), string(data), chosen]), timeoutMs);
  const read = reader(reader(answer)());
  // Its algorithm, which is the one that was asked for.
  read();
  return read();
}

function string(content: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  return Buffer.concat([length, content]);
}

/** Reads one string after the other. Throws where the bytes end before. */
function reader(bytes: Buffer): () => Buffer {
  let at = 0;
  return () => {
    const start = at + 4;
    const end = start + bytes.readUInt32BE(at);
    if (end > bytes.length) throw new RangeError('what it said ends in the middle of a key');
    at = end;
    return bytes.subarray(start, end);
  };
}
