import type { Config } from './schema/types.js';

/** The address of a proxy, and what a message calls it. */
interface Named {
  address: string;
  of: string;
}

const hostsIn = (text = ''): string[] => text.split(/[\s,]+/).filter((host) => host !== '');

/**
 * The proxies that packages are fetched through: the one of `package.proxy`, else those of the environment, of which the names in
 * small letters go first. Addresses of the environment are not checked.
 */
export function packageProxies(
  { proxy, noProxy }: Pick<Config['package'], 'proxy' | 'noProxy'>,
  env: Readonly<Record<string, string | undefined>> = process.env,
): { http: Named | null; https: Named | null; except: string[] } {
  const own = proxy.reveal();
  if (own === 'none') return { http: null, https: null, except: [] };
  const ofEnvironment = (name: string): Named | null => {
    const found = [name, name.toUpperCase()].find((one) => env[one] !== undefined);
    return found && env[found] ? { address: env[found], of: `${found} in the environment of this process` } : null;
  };
  const named = own === '' ? null : { address: own, of: 'package.proxy of config.yml' };
  return {
    http: named ?? ofEnvironment('http_proxy'),
    https: named ?? ofEnvironment('https_proxy'),
    except: noProxy.length > 0 ? [...noProxy] : hostsIn(env.no_proxy ?? env.NO_PROXY),
  };
}
