import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hostsOfEachTest } from '../testing/hosts.js';
import { testServiceType } from './testing/battery.js';
import { type Composed, composedOfEachTest, composeService, factOf } from './testing/composedApp.js';
import { managedBench } from './testing/managedApp.js';
import { composeFile } from './testing/writtenDocker.js';

const { host } = hostsOfEachTest();
const { live } = composedOfEachTest();

testServiceType('compose', {
  host: () => live(host()),
  neighbour: (made) => {
    const { root, docker } = made as Composed;
    const directory = join(root, 'other');
    mkdirSync(directory);
    writeFileSync(join(directory, 'compose.yaml'), composeFile({ web: ['command: sleep 1000'] }));
    docker.up('app2', directory);
    return () => factOf(docker.container('app2', 'web'), 'pid');
  },
  ...managedBench((app) => ({ ...app, service: { ...composeService, file: 'absent.yaml' } })),
});
