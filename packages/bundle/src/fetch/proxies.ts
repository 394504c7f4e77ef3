import { Agent, EnvHttpProxyAgent, type Dispatcher } from 'undici';
import { decoded } from './decoded.js';
import { DownloadError } from './downloadError.js';

/** The address of a proxy as somebody wrote it, and where. */
export interface NamedProxy {
  /** As curl takes it: http where no scheme is named. A user and password in it are for the proxy, and never shown. */
  address: string;
  /** What a message calls it. */
  of: string;
}

/** The proxies of downloads. */
export interface ProxySettings {
  http: NamedProxy | null;
  https: NamedProxy | null;
  /** Hosts that are asked directly, as no_proxy has them. */
  except: readonly string[];
}

/** Downloads without a proxy. */
export const noProxies: ProxySettings = { http: null, https: null, except: [] };

const schemes = /^(https?|socks5?):$/;

function addressOf({ address, of }: NamedProxy, url: string): string {
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : `http://${address}`;
  const proxy = URL.canParse(whole) ? new URL(whole) : null;
  // Its text may hold a password, wherever it is wrong.
  if (proxy === null || !schemes.test(proxy.protocol) || proxy.hostname === '')
    throw new DownloadError(url, `${of} is not the address of a proxy, such as http://proxy.example:3128`);
  // A percent sign that escapes nothing is one.
  for (const part of ['username', 'password'] as const) proxy[part] = encodeURIComponent(decoded(proxy[part]));
  return proxy.href;
}

/** Creates the way out to an address: directly, or through a proxy. To be destroyed by who asked for it. DOWNLOAD_FAILED. */
export function openWay({ http, https, except }: ProxySettings, url: string): Dispatcher {
  if (http === null && https === null) return new Agent();
  return new EnvHttpProxyAgent({
    // Many proxies make a tunnel for https alone.
    proxyTunnel: false,
    // Left out, each is taken from the environment of this process.
    httpProxy: http === null ? '' : addressOf(http, url),
    httpsProxy: https === null ? '' : addressOf(https, url),
    noProxy: except.join(','),
  });
}
