import type { TailItem } from '#api';
import { CodedError, type ErrorReport } from '#contract';
import type { App } from '#release';
import { ending } from '../../state/ending.js';
import type { GatewayDeps } from '../../state/dependencies.js';
import { troubleView } from '../presenters/release.js';

/** What somebody wants to hear of logs. */
interface AskedTail {
  apps: readonly App[];
  tail: { file?: string; lines: number; pattern: string; match: 'fixed' | 'regexp' };
  /** The number of the last event the caller has seen. */
  after: number;
  by: string;
  gone: AbortSignal;
}

/** Text that waits for a caller takes memory: of more the oldest is left out, and counted. */
const mostHeld = 2000;
/** A worker says every few seconds that it is there: of one that does not, nothing more comes. */
const silentMs = 40_000;
const beatMs = 15_000;
const patienceMs = 30_000;

type Message =
  | { kind: 'began' | 'rotated'; log: string }
  | { kind: 'beat' }
  | { kind: 'lines'; lines: string[]; left: number }
  | { kind: 'ended'; trouble: ErrorReport | null };

type Sources = Pick<GatewayDeps, 'hostLooks' | 'submitter' | 'closing' | 'now'>;

/** One log that is followed, as its worker tells it. */
interface Followed {
  app: App;
  id: string;
  heardAt: number;
  ended: boolean;
}

/** Asks workers to follow the logs, and gives what they say, at the latest every `everyMs`; ends when all have ended or the caller is gone. */
export async function* tailItems(
  { apps, tail, after, by, gone }: AskedTail,
  { hostLooks, submitter, closing, now }: Sources,
  everyMs = beatMs,
): AsyncGenerator<TailItem[]> {
  const { signal, forget } = ending([gone, closing]);
  let [number, held]: [number, TailItem[]] = [after, []];
  let wake: () => void = () => undefined;
  signal.addEventListener('abort', () => wake());
  const followed: Followed[] = [];
  const silence: (() => void)[] = [];
  const put = (one: Followed, item: Pick<TailItem, 'kind'> & Partial<TailItem>): void => {
    const { appKey: app, host } = one.app;
    held.push({ app, host, log: null, lines: [], left: 0, trouble: null, ...item, id: ++number });
    if (held.length > mostHeld) {
      const [oldest] = held.splice(0, 1);
      held[0]!.left += oldest!.left + oldest!.lines.length;
    }
    wake();
  };
  const end = (one: Followed, trouble: ErrorReport | null): void => {
    if (one.ended) return;
    one.ended = true;
    put(one, { kind: 'ended', trouble: troubleView(trouble) });
  };
  const heard = (one: Followed, text: string): void => {
    const message = JSON.parse(text) as Message;
    one.heardAt = now().getTime();
    if (message.kind === 'ended') end(one, message.trouble);
    else if (message.kind !== 'beat') put(one, message);
  };
  try {
    for (const app of apps) {
      const target = { host: app.host, login: null, apps: [app.appKey], tail };
      const id = await hostLooks.ask({ kind: 'tail', machine: app.host, target, by });
      const one: Followed = { app, id, heardAt: now().getTime(), ended: false };
      followed.push(one);
      silence.push(await submitter.listenTail(id, (text) => heard(one, text)));
      await submitter.submitTail(id);
    }
    while (!signal.aborted) {
      if (held.length === 0)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, everyMs);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
          if (signal.aborted) wake();
        });
      for (const one of followed)
        if (now().getTime() - one.heardAt > silentMs)
          end(one, new CodedError('HOST_LOOK_LATE', { host: one.app.host, seconds: silentMs / 1000 }).report());
      const items = held;
      held = [];
      yield items;
      if (followed.every(({ ended }) => ended) && held.length === 0) return;
    }
    if (held.length > 0) yield held;
  } finally {
    forget();
    for (const stop of silence) stop();
    // The worker ends what it began on the host.
    for (const { id, ended } of followed) if (!ended) await submitter.cancel(id).catch(() => undefined);
  }
}

/** The same as an EventSource reads it, no longer than the token of the caller is valid. */
export async function* tailStream(
  asked: AskedTail,
  { mayGoOn, expiresAt, stuck }: { mayGoOn: () => Promise<boolean>; expiresAt: Date; stuck: () => void },
  deps: Sources,
): AsyncGenerator<string> {
  let beat = deps.now().getTime() + beatMs;
  let taking: NodeJS.Timeout | undefined;
  const handing = (text: string): string => {
    taking = setTimeout(stuck, patienceMs);
    return text;
  };
  try {
    yield handing('retry: 2000\n\n');
    for await (const items of tailItems(asked, deps)) {
      clearTimeout(taking);
      if (deps.now() >= expiresAt) return;
      const text = items
        .map((item) => `id: ${item.id}\nevent: ${item.kind}\ndata: ${JSON.stringify(item)}\n\n`)
        .join('');
      if (deps.now().getTime() >= beat) {
        beat = deps.now().getTime() + beatMs;
        if (!(await mayGoOn())) return;
      }
      yield handing(text === '' ? ': still here\n\n' : text);
    }
  } finally {
    clearTimeout(taking);
  }
}
