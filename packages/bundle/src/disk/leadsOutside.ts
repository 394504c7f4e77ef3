const mostHops = 40;

/**
 * True when the relative link at `path` leads above the top of its tree, resolved as a kernel would: each link on the way is
 * followed. An absolute link on the way ends it, that one is judged for itself. `links` is every link of the tree by path.
 */
export function leadsOutside(path: string, links: ReadonlyMap<string, string>): boolean {
  const here = path.split('/').slice(0, -1);
  const ahead = (links.get(path) ?? '').split('/').reverse();
  for (let hops = 0; ahead.length > 0;) {
    const step = ahead.pop();
    if (step === undefined || step === '' || step === '.') continue;
    if (step === '..') {
      if (here.pop() === undefined) return true;
      continue;
    }
    here.push(step);
    const target = links.get(here.join('/'));
    if (target === undefined) continue;
    // A ring of links leads nowhere, so it does not lead outside.
    if (target.startsWith('/') || ++hops > mostHops) return false;
    here.pop();
    ahead.push(...target.split('/').reverse());
  }
  return false;
}
