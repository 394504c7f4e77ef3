import { Agent, get } from 'node:http';
import type { Estate } from '../support/estate.js';

/** Callers that follow everything that happens. */
export interface Streams {
  /** Milliseconds from each event being told to each caller that heard of it, so far. */
  lags(): number[];
  close(): Promise<void>;
}

interface Told {
  kind: string;
  release: string;
  data: { apps?: string[] };
}

/** Opens so many streams of events at once; `heard` is told of each event, with the number of who heard it. */
export async function openStreams(
  { url, token }: Pick<Estate, 'url' | 'token'>,
  count: number,
  heard: (event: Told, who: number) => void = () => undefined,
): Promise<Streams> {
  const agent = new Agent({ keepAlive: false, maxSockets: Infinity });
  const lags: number[] = [];
  const closes: (() => void)[] = [];
  const take = (text: string, who: number): void => {
    for (const [, json] of text.matchAll(/^data: (.*)$/gm)) {
      const event = JSON.parse(json!) as Told & { at: string };
      lags.push(Date.now() - Date.parse(event.at));
      heard(event, who);
    }
  };
  const open = (who: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${token}`, accept: 'text/event-stream' };
      const request = get(`${url}/v1/events`, { agent, headers }, (response) => {
        let rest = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          const whole = (rest + chunk).split('\n\n');
          rest = whole.pop()!;
          take(whole.join('\n\n'), who);
          // The first line comes when the stream is open.
          resolve();
        });
        response.on('error', () => undefined);
      });
      request.on('error', reject);
      closes.push(() => request.destroy());
    });
  for (let from = 0; from < count; from += 50)
    await Promise.all(Array.from({ length: Math.min(50, count - from) }, (_, index) => open(from + index)));
  return {
    lags: () => lags,
    close: async () => {
      for (const close of closes) close();
      agent.destroy();
      await Promise.resolve();
    },
  };
}
