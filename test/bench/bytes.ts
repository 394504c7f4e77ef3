import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { noise } from '#provision';
import { startEstate } from '../support/estate.js';
import { startProxy, type Proxy } from '../support/proxy.js';
import { figureOf, type Figure } from './figure.js';
import { tell } from './report.js';
import { bulk, config, layTrees } from './trees.js';

const fileBytes = 20_000;
/** What may go through SSH for one changed file: the file, a fifth of it, and 64 KB. */
const allowed = (1.2 * fileBytes + 64_000) / 1024;

/** KiB that go through SSH to one host, both ways, when one file of 20 KB in 1,500 changed. */
export async function measureBytes(rounds: number): Promise<Figure[]> {
  tell('starting a house with something between it and its host that counts');
  const between: Proxy[] = [];
  const estate = await startEstate({
    apps: [{ bulk, config }],
    workers: 1,
    lead: async (sections, [host]) => {
      const proxy = await startProxy({ host: host!.app.host, port: host!.sshd.port });
      between.push(proxy);
      const environments = sections.environments as { prod: { ssh: object } };
      const hosts = [{ match: host!.app.host, address: '127.0.0.1', port: proxy.port }];
      const prod = { ...environments.prod, ssh: { ...environments.prod.ssh, hosts } };
      return { ...sections, environments: { ...environments, prod } };
    },
  });
  try {
    const trees = layTrees(
      estate.data,
      'server',
      estate.hosts.map(({ app }) => app),
    );
    const seen: number[] = [];
    for (let round = -2; round < rounds; round++) {
      trees.change('one');
      writeFileSync(join(trees.program, 'lib/003/00123.bin'), noise(`bytes ${round}`, fileBytes));
      const before = between[0]!.bytes();
      const answer = await estate.rex({ action: 'release', k: 'server' });
      if (answer.at('code') !== '0') throw new Error(`a release failed: ${JSON.stringify(answer.body)}`);
      if (round >= 0) seen.push((between[0]!.bytes() - before) / 1024);
    }
    return [figureOf('bytes.one-file', 'KiB', seen, [allowed])];
  } finally {
    await estate.stop();
    for (const proxy of between) await proxy.close();
  }
}
