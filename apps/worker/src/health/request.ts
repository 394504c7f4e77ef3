import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { buildConnector, Client, type Dispatcher } from 'undici';
import type { HttpLook } from '#release';
import { readTrusted } from './trusted.js';

/** Opens the bytes to a server, where a socket of this machine is not the way. */
export type OpenWay = (to: { address: string; port: number }) => Promise<Duplex>;

const mostRedirects = 20;
const redirects = [301, 302, 303, 307, 308];

interface Ask extends Pick<HttpLook, 'method' | 'body'> {
  url: URL;
  headers: Record<string, string>;
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** The headers with the user and password of the address, where nothing else is to be sent for them. */
function withLogin({ username, password }: URL, headers: Record<string, string>): Record<string, string> {
  if (username + password === '' || Object.keys(headers).some((name) => /^authorization$/i.test(name))) return headers;
  const login = Buffer.from(`${decoded(username)}:${decoded(password)}`).toString('base64');
  return { ...headers, authorization: `Basic ${login}` };
}

/** What of the headers goes along to another server: nothing that is meant for the one that was asked. */
const forOthers = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).filter(([name]) => !/^(authorization|cookie|proxy-authorization|host)$/i.test(name)),
  );

const withoutBody = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !/^content-/i.test(name)));

/** The next request of a redirect, as browsers make it; null where the answer leads nowhere. */
function nextOf({ url, method, headers, body }: Ask, status: number, location: string): Ask | null {
  if (!redirects.includes(status) || !URL.canParse(location, url.href)) return null;
  const next = new URL(location, url.href);
  if (!/^https?:$/.test(next.protocol)) return null;
  // Another path of the same server is asked as the same user.
  if (next.origin === url.origin && next.username + next.password === '')
    [next.username, next.password] = [url.username, url.password];
  const kept = next.origin === url.origin ? headers : forOthers(headers);
  const asGet = method === 'POST' ? status < 303 : false;
  return (status === 303 && method !== 'HEAD') || asGet
    ? { url: next, method: 'GET', headers: withoutBody(kept), body: null }
    : { url: next, method, headers: kept, body };
}

async function connectorOf({ name, ca }: HttpLook['tls'], open: OpenWay | null): Promise<buildConnector.connector> {
  const connect = buildConnector({ allowH2: false, ...(ca === undefined ? {} : { ca: await readTrusted(ca) }) });
  const named = (options: buildConnector.Options): buildConnector.Options =>
    name === undefined ? options : { ...options, servername: name };
  if (open === null) return (options, done) => connect(named(options), done);
  return (options, done) => {
    const { hostname, protocol, port } = options;
    const secure = protocol === 'https:';
    open({ address: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || (secure ? 443 : 80) }).then(
      (stream) => {
        // undici and node:tls ask no more of it than a stream has.
        const socket = stream as Socket;
        if (secure) connect({ ...named(options), httpSocket: socket }, done);
        else done(null, socket);
      },
      (thrown: Error) => done(thrown, null),
    );
  };
}

/**
 * Makes the request of a look and hands on the answer to `read`. A redirect is followed where the look says so: like a browser, but that no
 * port is barred, the header Host counts, and the user and password of the address go to its own server. Throws what the connection does.
 */
export async function request<T>(
  look: HttpLook,
  signal: AbortSignal,
  open: OpenWay | null,
  read: (answer: Dispatcher.ResponseData) => Promise<T>,
): Promise<T> {
  const connect = await connectorOf(look.tls, open);
  let ask: Ask = { url: new URL(look.url), method: look.method, headers: { ...look.headers }, body: look.body };
  for (let left = look.follow ? mostRedirects : 0; ; left -= 1) {
    const { url, method, headers, body } = ask;
    const client = new Client(url.origin, { connect, headersTimeout: 0, bodyTimeout: 0 });
    try {
      const answer = await client.request({
        path: `${url.pathname}${url.search}`,
        method,
        headers: {
          ...{ accept: '*/*', 'accept-encoding': 'identity', 'user-agent': 'rexflow' },
          ...withLogin(url, headers),
        },
        body,
        signal,
      });
      const { location } = answer.headers;
      const next = left > 0 && typeof location === 'string' ? nextOf(ask, answer.statusCode, location) : null;
      if (next === null) return await read(answer);
      answer.body.on('error', () => undefined).destroy();
      ask = next;
    } finally {
      await client.destroy();
    }
  }
}
