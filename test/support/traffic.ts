import { Agent, get, type ClientRequest } from 'node:http';

/** What became of the requests that an application was asked while something was done to it. */
export interface Traffic {
  /** Answers by the connection that brought them. */
  fresh: number;
  reused: number;
  /** Reused connections that were closed as a request was sent: it was repeated on a fresh one. */
  resets: number;
  /** Why requests came to nothing. */
  lost: string[];
  /** The versions that answered, in the order in which they came. */
  versions: string[];
}

class Lost extends Error {
  constructor(
    cause: Error,
    readonly request: ClientRequest,
  ) {
    super(`${(cause as { code?: string }).code ?? ''} ${cause.message}`);
  }
}

/** One answer, whole. */
function ask(url: string, agent: Agent | false): Promise<{ version: string; reused: boolean }> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      response.on('error', failed).on('end', () => {
        if (response.statusCode !== 200) return failed(new Error(`status ${response.statusCode}`));
        resolve({ version: (JSON.parse(text) as { version: string }).version, reused: request.reusedSocket });
      });
    });
    const failed = (cause: Error): void => reject(new Lost(cause, request));
    // One that is never answered is lost as well.
    request.setTimeout(60_000, () => request.destroy(new Error('it was not answered')));
    request.on('error', failed);
  });
}

/**
 * Asks an application that answers `{ version }` again and again, by connections that are used once and by such that are kept. What is
 * idempotent may be repeated where a connection that was kept is reset (RFC 9110, 9.2.2), once, and on a fresh one.
 */
export function startTraffic(
  url: string,
  clients = 4,
): { answers: (version: string) => boolean; stop: () => Promise<Traffic> } {
  const found: Traffic = { fresh: 0, reused: 0, resets: 0, lost: [], versions: [] };
  let ending = false;
  const once = async (agent: Agent | false): Promise<void> => {
    const { version, reused } = await ask(url, agent);
    found[reused ? 'reused' : 'fresh'] += 1;
    if (!found.versions.includes(version)) found.versions.push(version);
  };
  const lose = (thrown: unknown): void => void found.lost.push(String(thrown));
  const client = async (agent: Agent | false): Promise<void> => {
    while (!ending) {
      await once(agent).catch(async (thrown: unknown) => {
        const again = thrown instanceof Lost && thrown.request.reusedSocket;
        if (!again) return lose(thrown);
        found.resets += 1;
        await once(false).catch(lose);
      });
    }
    if (agent) agent.destroy();
  };
  const all = Array.from({ length: clients }, () => [
    client(false),
    client(new Agent({ keepAlive: true, maxSockets: 1 })),
  ]);
  return {
    answers: (version) => found.versions.includes(version),
    stop: async () => {
      ending = true;
      await Promise.all(all.flat());
      return found;
    },
  };
}
