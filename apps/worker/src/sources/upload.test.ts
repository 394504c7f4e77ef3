import { createReadStream, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { testSourceType } from './testing/battery.js';
import { packageOf } from './testing/packageOf.js';

testSourceType('upload', {
  gone: 'PACKAGE_GONE',
  packages: true,
  prepare: async (bench, files) => {
    const body = createReadStream(packageOf(bench, files));
    const { found } = await bench.deps.packages.receive(body, { name: 'app.tar.gz', maxBytes: 1e9, sha256: null });
    return {
      source: { kind: 'upload', bundle: found.id, apply: 'replace' },
      remove: () => rmSync(dirname(found.file), { recursive: true }),
    };
  },
});
