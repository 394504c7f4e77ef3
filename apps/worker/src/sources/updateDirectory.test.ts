import { rmSync } from 'node:fs';
import { layFiles, testSourceType } from './testing/battery.js';

testSourceType('updateDirectory', {
  gone: 'TREE_MISSING',
  prepare: (bench, files) => {
    const dir = layFiles(bench, 'update/web', files);
    return { source: { kind: 'updateDirectory' }, remove: () => rmSync(dir, { recursive: true }) };
  },
});
