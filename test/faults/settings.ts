type Sections = Record<string, unknown>;

/** Ways that lead past a proxy, each given the port it leads to and giving the one that is used. */
interface Ways {
  mysql(port: number): Promise<number>;
  redis(port: number): Promise<number>;
  hosts: object[];
}

/** How the installation of an arena is set up, and how long things may take in it. */
export interface Settings {
  /** Seconds a lease lives. */
  life: number;
  /** Seconds something is away. */
  outage: number;
  /** Seconds an accepted request may take. */
  patience: number;
  lead(sections: Sections, ways: Ways): Promise<Sections>;
}

interface Prod {
  mysql: { port: number };
  ssh: object;
}

async function through(sections: Sections, ways: Ways, ssh: object): Promise<Sections> {
  const { prod, ...others } = sections.environments as Record<string, Prod>;
  const { mysql } = prod!;
  const url = new URL((sections.redis as { url: string }).url);
  url.port = String(await ways.redis(Number(url.port)));
  const led = {
    ...prod,
    mysql: { ...mysql, port: await ways.mysql(mysql.port) },
    ssh: { ...prod!.ssh, ...ssh, hosts: ways.hosts },
  };
  return { ...sections, redis: { url: url.href }, environments: { ...others, prod: led } };
}

/** Short ones, so that many rounds fit into an hour; or those of config.yml. */
export function settingsOf(defaults: boolean): Settings {
  const rex = { wait: 60, token_life: 604_800 };
  if (defaults) {
    return {
      life: 30,
      outage: 20,
      patience: 240,
      lead: async (sections, ways) => {
        const led = await through(sections, ways, { connect_timeout: 10, keepalive: 10 });
        const { backup_dir, baseapp_dir } = sections.release as Sections;
        return { ...led, rex, lease: {}, retry: {}, release: { backup_dir, baseapp_dir, keep: 2 } };
      },
    };
  }
  return {
    life: 5,
    outage: 4,
    patience: 60,
    lead: async (sections, ways) => {
      const led = await through(sections, ways, { connect_timeout: 3, keepalive: 1 });
      const release = { ...(sections.release as Sections), stop: 5, start: 5, health: 6, keep: 2, command: 60 };
      return { ...led, rex, lease: { life: 5 }, retry: { attempts: 4, backoff: 0.2 }, release };
    },
  };
}
