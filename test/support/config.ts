import { join } from 'node:path';

/** The config.yml of an estate: short timings, everything below its own directory. */
export function configOf({
  dir,
  data,
  port,
  mysql,
  redisUrl,
  ssh,
}: {
  dir: string;
  data: string;
  port: number;
  mysql: (database: string) => object;
  redisUrl: string;
  ssh: object;
}): Record<string, unknown> {
  return {
    environment: 'prod',
    redis: { url: redisUrl },
    environments: {
      prod: { description: 'tests', mysql: mysql('prod'), sources: ['uat'], ssh },
      uat: { description: 'tests', mysql: mysql('uat'), ssh },
    },
    gateway: { port, shutdown: 5 },
    rex: { wait: 60 },
    worker: { shutdown: 10 },
    lease: { life: 6 },
    retry: { attempts: 2, backoff: 0.2 },
    release: {
      stop: 5,
      start: 5,
      start_attempts: 2,
      health: 8,
      // So many that nothing is cleared away where a test counts what lies on a host.
      keep: 100,
      backup_dir: join(dir, 'backup'),
      baseapp_dir: join(dir, 'baseapp'),
    },
    // Off unless a test asks for it: what hosts are asked, by whom and how often is what many tests look at.
    fleet: { look: 0 },
    package: { timeout: 10 },
    directories: {
      softdir: join(data, 'softdir'),
      configuredir: join(data, 'configuredir'),
      local_prodir: join(data, 'remotecomdir/softdir'),
      local_confdir: join(data, 'remotecomdir/configuredir'),
      update_prodir: join(data, 'updatedir/softdir'),
      update_confdir: join(data, 'updatedir/configuredir'),
      httpdowndir: join(data, 'download/http'),
      uploads: join(data, 'download/web'),
      store: join(data, 'bundles'),
    },
    log: { level: 'info' },
  };
}
