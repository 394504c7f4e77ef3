import type { BundleView } from '../schemas/bundle.js';
import { answerOf, GatewayUnreachable, reachGateway } from './errors.js';
import { followStream, type FollowOptions } from './follow.js';
import { pause } from './pause.js';
import { recorded, type RecordedOptions } from './recorded.js';
import type { AnswerOf, StreamId } from '../endpoints/endpoints.js';
import { routeOf, type EndpointId } from '../routes/routes.js';
import { urlOf, type CallInput, type StreamItem } from './input.js';

export interface ClientSettings {
  /** Address of the gateway without a slash at its end; empty for the one a page came from. */
  base: string;
  /** The token at the time of a call; null where nobody is signed in. */
  token: () => string | null;
  /** How long an answer may take; longer than the gateway holds any. No limit if absent. */
  timeoutMs?: number;
  /** How often a call that may be repeated is sent when its answer is lost. */
  attempts?: number;
  /** The longest pause before a stream is connected again, in milliseconds. */
  longestPauseMs?: number;
  /** How long the gateway may stay away while a stream is followed, in milliseconds; for ever if absent. */
  giveUpMs?: number;
}

/** An upload as it has to be sent. How far it is only the means of a platform tell, so each sends it by its own. */
export interface UploadRequest {
  method: string;
  url: string;
  headers: Readonly<Record<string, string>>;
}

/** The gateway, as somebody who is signed in may call it. */
export interface Client {
  base: string;
  /** Makes a call. Throws ProblemError with what the gateway says, GatewayUnreachable when it says nothing. */
  call<Id extends EndpointId>(id: Id, ...input: Inputs<Id>): Promise<AnswerOf<Id>>;
  /** The items of a stream; see `follow`. */
  follow<Id extends StreamId>(id: Id, options: FollowOptions<Id>): AsyncGenerator<StreamItem<Id>[]>;
  /** The items a stream holds so far, those of a page in one array. Throws as `call`. */
  recorded<Id extends StreamId>(id: Id, options: RecordedOptions<Id>): AsyncGenerator<StreamItem<Id>[]>;
  /** Uploads a package by `send`, which gives the answer. Throws as `call`. */
  upload(
    file: { name: string; sha256?: string },
    send: (request: UploadRequest) => Promise<Response>,
  ): Promise<BundleView>;
}
/** The input may be absent where nothing in it is required. */
type Inputs<Id extends EndpointId> = object extends CallInput<Id> ? [input?: CallInput<Id>] : [input: CallInput<Id>];

/** See Client. A call may be repeated when it reads, or when its idempotency key makes it the same request. */
export function createClient({ base, token, timeoutMs, attempts = 1, ...settings }: ClientSettings): Client {
  const { longestPauseMs = 15_000, giveUpMs = Infinity } = settings;
  const headers = (): Record<string, string> => {
    const known = token();
    return { Accept: 'application/json', ...(known === null ? {} : { Authorization: `Bearer ${known}` }) };
  };

  async function once(
    id: EndpointId,
    { path, query, body, signal, ...input }: CallInput<EndpointId>,
  ): Promise<unknown> {
    const signals = [...(signal ? [signal] : []), ...(timeoutMs ? [AbortSignal.timeout(timeoutMs)] : [])];
    const init: RequestInit = {
      method: methodOf(id),
      headers: {
        ...headers(),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...input.headers,
      },
      ...(signals.length === 0 ? {} : { signal: AbortSignal.any(signals) }),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
    return await answerOf(base, await reachGateway(base, () => fetch(urlOf(base, id, path, query), init)));
  }

  const client: Client = {
    base,
    call: async (id, ...[input]) => {
      const given = (input ?? {}) as CallInput<EndpointId>;
      const repeatable = given.headers?.['Idempotency-Key'] !== undefined || methodOf(id) === 'GET';
      for (let tried = 1; ; tried++) {
        try {
          return (await once(id, given)) as AnswerOf<typeof id>;
        } catch (thrown) {
          const lost = thrown instanceof GatewayUnreachable && !thrown.permanent;
          if (!lost || !repeatable || tried >= attempts || given.signal?.aborted) throw thrown;
          await pause(500 * tried, given.signal);
        }
      }
    },
    follow: (id, options) => followStream({ base, headers, longestPauseMs, giveUpMs }, id, options),
    recorded: (id, options) => recorded(client, id, options),
    upload: async ({ name, sha256 }, send) => {
      const request: UploadRequest = {
        method: methodOf('createBundle'),
        url: urlOf(base, 'createBundle'),
        headers: {
          ...headers(),
          'Content-Type': 'application/octet-stream',
          'X-File-Name': encodeURIComponent(name),
          ...(sha256 === undefined ? {} : { 'X-Content-Sha256': sha256 }),
        },
      };
      return (await answerOf(base, await reachGateway(base, () => send(request)))) as BundleView;
    },
  };
  return client;
}

const methodOf = (id: EndpointId): string => routeOf(id).method.toUpperCase();
