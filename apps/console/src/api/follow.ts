import { addressed, authorized } from './ask.js';
import { perFrame } from './frames.js';
import { asRefused, type Refused, refusal } from './refused.js';
import { close } from './session.js';
import { createParser } from './sse.js';

export interface Following<T> {
  /** Query parameters; `after` tells where to begin. */
  after: number | null;
  query?: Readonly<Record<string, string>>;
  take: (items: T[]) => void;
  /** The stream is open, or was lost and will be opened again, or has told all there is. */
  stands: (how: 'live' | 'lost' | 'over', why?: Refused) => void;
  signal: AbortSignal;
}

/** Longer than the pause between two signs of life of the gateway. */
const silenceMs = 40_000;
const pauses = [500, 1000, 2000, 4000, 8000];

/** Follows a stream of the API, and goes on after the last number it heard when the connection is lost. */
export function follow<T>(path: string, { after, query = {}, take, stands, signal }: Following<T>): void {
  const frames = perFrame(take);
  let last = after;
  let failures = 0;

  /** Reads until the connection ends; true when there is nothing more to come. */
  async function read(): Promise<boolean> {
    const quiet = new AbortController();
    const either = AbortSignal.any([signal, quiet.signal]);
    const answer = await fetch(addressed(path, { ...query, after: last }), {
      headers: { ...authorized(), accept: 'text/event-stream' },
      signal: either,
    });
    if (answer.status === 204) return true;
    if (!answer.ok || !answer.body) throw await refusal(answer);
    stands('live');
    failures = 0;
    const parse = createParser();
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const timer = setTimeout(() => quiet.abort(), silenceMs);
      const { done, value } = await reader.read().finally(() => clearTimeout(timer));
      if (done) return false;
      const messages = parse(value);
      if (messages.length === 0) continue;
      last = Number(messages.at(-1)!.id ?? last);
      frames.add(messages.map(({ data }) => JSON.parse(data) as T));
    }
  }

  async function run(): Promise<void> {
    for (;;) {
      let lost: Refused | undefined;
      try {
        if (await read()) {
          frames.flush();
          stands('over');
          return;
        }
      } catch (thrown) {
        if (signal.aborted) return;
        lost = asRefused(thrown);
      }
      if (signal.aborted) return;
      if (lost?.status === 401) close('expired');
      if (lost && lost.status >= 400 && lost.status < 500) {
        stands('over', lost);
        return;
      }
      if (lost) stands('lost', lost);
      await new Promise((resolve) => setTimeout(resolve, pauses[Math.min(failures, pauses.length - 1)]!));
      failures += 1;
      if (signal.aborted) return;
    }
  }
  void run();
}
