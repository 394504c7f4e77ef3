import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/* The scripts that modules of packages/ read lie beside them, in dist as in the sources; tsc copies none. */
const root = fileURLToPath(new URL('..', import.meta.url));

for (const entry of readdirSync(join(root, 'packages'), { withFileTypes: true, recursive: true })) {
  if (!entry.isFile() || !entry.name.endsWith('.sh')) continue;
  const path = join(entry.parentPath, entry.name);
  cpSync(path, join(root, 'dist', path.slice(root.length)));
}
