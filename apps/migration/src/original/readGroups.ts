import { statement, type Statement } from '#contract';

/** Groups of hosts by their names, and what in the file means nothing. */
export interface HostGroups {
  groups: ReadonlyMap<string, readonly string[]>;
  problems: Statement[];
}

interface Written {
  /** Addresses. */
  hosts: string[];
  /** Groups whose hosts belong to it, too: `[a < b]` and `@b`. */
  of: string[];
}

const aHost = /^[A-Za-z0-9:][A-Za-z0-9._:-]*$/;

function parseGroups(text: string): Map<string, Written> {
  const found = new Map<string, Written>();
  let group: Written | null = null;
  for (const line of text.split(/\r?\n/)) {
    const words = line.replace(/(^|\s)[#;].*$/, '').trim();
    if (words === '') continue;
    const [, head] = /^\[(.*)\]$/.exec(words) ?? [];
    if (head !== undefined) {
      const [name = '', ...parents] = head.split('<').map((part) => part.trim());
      group = found.get(name) ?? { hosts: [], of: [] };
      group.of.push(...parents.flatMap((part) => part.split(',')).map((part) => part.trim()));
      found.set(name, group);
    } else if (words.startsWith('@')) group?.of.push(words.slice(1).trim());
    // What follows the address on its line are options of the rex program.
    else group?.hosts.push(words.split(/[\s=]/)[0]!);
  }
  return found;
}

/** Reads an ip_lists.ini: groups with the hosts of those they lead to. What means nothing is left out, and told. */
export function readGroups(text: string): HostGroups {
  const written = parseGroups(text);
  const problems: Statement[] = [];
  const report = (name: string, reason: Statement): number =>
    problems.push(statement('moving.group', { name, reason }));
  const hostsOf = (name: string, way: readonly string[]): string[] => {
    const group = written.get(name)!;
    const further = group.of.flatMap((other) => {
      if (!written.has(other)) report(name, statement('moving.groupUnknown', { name: other }));
      else if (way.includes(other)) report(name, statement('moving.groupLoop'));
      else return hostsOf(other, [...way, other]);
      return [];
    });
    return [...new Set([...group.hosts, ...further])];
  };
  const groups = new Map<string, string[]>();
  for (const name of written.keys()) {
    const all = hostsOf(name, [name]);
    const good = all.filter((host) => aHost.test(host));
    for (const host of all) if (!good.includes(host)) report(name, statement('moving.groupHost', { host }));
    groups.set(name, good);
  }
  const once = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  return { groups, problems: [...once.values()] };
}
