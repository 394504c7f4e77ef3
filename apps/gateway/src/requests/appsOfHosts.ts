import { CodedError } from '#contract';
import type { App } from '#release';
import type { GatewayDeps } from '../state/dependencies.js';

const unusable = (hosts: readonly string[]): CodedError =>
  new CodedError('PARAMETER_INVALID', {
    field: 'hosts',
    reason: `no app that can be used is on ${hosts.slice(0, 20).join(', ')}: rexflow hosts lists what is where`,
  });

/**
 * One app on each of these hosts, by which it is reached: a word is the name or the address of a host, a label as name=value, or a group.
 * Throws HOST_UNKNOWN for a word that means none, PARAMETER_INVALID for a host that is named and has no app that can be used.
 */
export async function appsOfHosts(
  words: readonly string[],
  { inventory }: Pick<GatewayDeps, 'inventory'>,
): Promise<App[]> {
  const [all, { hosts }] = await Promise.all([inventory.hosts(), inventory.described()]);
  const written = [...all.keys()];
  const byWord = new Map<string, Set<string>>();
  const put = (word: string, host: string): void => void byWord.set(word, (byWord.get(word) ?? new Set()).add(host));
  for (const host of written) {
    const address = hosts.loginOf(host)?.address ?? host;
    for (const word of new Set([host, address, hosts.nameOf(host), ...hosts.wordsOf(host)])) put(word, host);
  }
  const named = new Set<string>();
  const selected = new Set<string>();
  for (const word of words) {
    const found = byWord.get(word) ?? new Set((await inventory.group(word)).map(({ host }) => host));
    if (found.size === 0) throw new CodedError('HOST_UNKNOWN', { host: word });
    const into = word.includes('=') ? selected : named;
    for (const host of found) into.add(host);
  }
  const apps = await inventory.onHosts([...new Set([...named, ...selected])]);
  const first = (host: string): App | undefined => apps.get(host)?.[0];
  const without = [...named].filter((host) => first(host) === undefined);
  const found = [...apps.keys()].flatMap((host) => first(host) ?? []);
  if (without.length > 0 || found.length === 0) throw unusable(without.length > 0 ? without : words);
  // Two names may be one machine: it runs there once.
  return [...new Map(found.map((app) => [app.login?.address ?? app.host, app])).values()];
}
