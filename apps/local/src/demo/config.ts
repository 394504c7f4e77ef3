import type { Mariadb, Redis, Sshd } from '#provision';
import { stringify } from 'yaml';

/** The facts the demo's config.yml is made of. */
export interface DemoFacts {
  redis: Redis;
  mariadb: Mariadb;
  /** Hosts of both environments, by the environment they belong to. */
  hosts: Record<'prod' | 'uat', readonly Sshd[]>;
  gatewayPort: number;
}

/** The demo's config.yml: its own servers and hosts, everything else as it is by default. */
export function demoConfig({ redis, mariadb, hosts, gatewayPort }: DemoFacts): string {
  const { host, port, user, password } = mariadb;
  const environment = (name: 'prod' | 'uat', sources: string[]): object => ({
    description: `demo ${name}`,
    mysql: { host, port, database: name, user, password },
    sources,
    ssh: {
      user: hosts[name][0]!.user,
      private_key: `file:${hosts[name][0]!.clientKey}`,
      host_keys: 'first-contact',
      hosts: hosts[name].map((sshd) => ({ match: sshd.address, port: sshd.port })),
    },
  });
  return stringify({
    environment: 'prod',
    environments: { prod: environment('prod', ['uat']), uat: environment('uat', []) },
    redis: { url: redis.url },
    gateway: { host: '127.0.0.1', port: gatewayPort },
    rex: { token_life: 86_400 },
  });
}
