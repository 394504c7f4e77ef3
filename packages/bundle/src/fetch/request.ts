import { request as send, type Dispatcher } from 'undici';
import { decoded } from './decoded.js';
import { DownloadError, shownAddress } from './downloadError.js';

const mostRedirects = 10;
const redirects = [301, 302, 303, 307, 308];

/** An answer with its body, after all redirects. */
export interface HttpAnswer {
  status: number;
  headers: Readonly<Record<string, string | undefined>>;
  body: Dispatcher.ResponseData['body'];
  /** The address that answered. */
  address: URL;
}

/** How an address is asked: over which way, and with which headers that are for its own server alone. */
export interface Way {
  dispatcher: Dispatcher;
  secrets: Readonly<Record<string, string>>;
}

const authorization = ({ username, password }: URL): string | null =>
  username === '' && password === ''
    ? null
    : `Basic ${Buffer.from(`${decoded(username)}:${decoded(password)}`).toString('base64')}`;

/** True where a user and password meant for one address may be sent to another: to the same server, and never in the clear from https. */
const isSameServer = (one: URL, other: URL): boolean =>
  one.origin === other.origin ||
  (one.hostname === other.hostname &&
    one.protocol === 'http:' &&
    other.protocol === 'https:' &&
    one.port + other.port === '');

const plainHeaders = (headers: Dispatcher.ResponseData['headers']): HttpAnswer['headers'] =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );

/**
 * Asks for an address and follows redirects; the user and password of the address, and the headers that are secrets, go along to the same
 * server and to no other. Gives any answer that is no redirect. Throws DownloadError, and what the connection does.
 */
export async function askFor(
  asked: URL,
  { dispatcher, secrets }: Way,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  const url = shownAddress(asked);
  let address = asked;
  for (let left = mostRedirects; left >= 0; left -= 1) {
    const own = authorization(address) ?? (isSameServer(asked, address) ? authorization(asked) : null);
    const {
      statusCode,
      headers: found,
      body,
    } = await send(`${address.origin}${address.pathname}${address.search}`, {
      dispatcher,
      signal,
      // Bytes are wanted as they lie on the server: an archive must not arrive unpacked by half.
      headers: {
        ...{ 'user-agent': 'rexflow', 'accept-encoding': 'identity', accept: '*/*' },
        ...headers,
        ...(own === null ? {} : { authorization: own }),
        ...(isSameServer(asked, address) ? secrets : {}),
      },
    });
    const answered = plainHeaders(found);
    const { location } = answered;
    if (!redirects.includes(statusCode) || location === undefined) {
      return { status: statusCode, headers: answered, body, address };
    }
    body.on('error', () => undefined).destroy();
    // The target of a redirect is not named: such addresses often carry a key.
    if (!/^https?:$/.test(URL.canParse(location, address.href) ? new URL(location, address.href).protocol : '')) {
      throw new DownloadError(url, 'it redirects to something that is not http or https', { status: statusCode });
    }
    const next = new URL(location, address.href);
    // A path alone would take the user and password of the address before along.
    if (!location.includes('@')) [next.username, next.password] = ['', ''];
    address = next;
  }
  throw new DownloadError(url, `it redirects more than ${mostRedirects} times`);
}
