/**
 * The structure of the code as rules: which rooms a room may look into, and which outside library has its door there.
 * Everything not named is forbidden, so a new import across a wall fails the check instead of drifting in.
 */
export const rooms = {
  'packages/contract': { sees: ['shell'], doors: [], pure: true },
  'packages/api': { sees: ['contract', 'shell', 'fleet'], rexIn: ['schemas/actions.ts'], doors: ['ajv'], pure: true },
  // How work is spaced, repeated and joined: everybody may see it, and it does no I/O.
  'packages/async': { sees: [], doors: [], still: true },
  'packages/rex': { sees: ['contract'], doors: ['ajv'], pure: true },
  'packages/shell': { sees: [], doors: [], pure: true },
  'packages/notify': { sees: ['contract', 'shell'], doors: [], pure: true, typed: true },
  'packages/release': { sees: ['contract', 'shell'], doors: [], pure: true, typed: true },
  'packages/config': { sees: ['contract', 'shell'], doors: ['yaml', 'ajv', 'minimatch', 'process.env'] },
  'packages/queue': {
    sees: ['contract', 'shell', 'release'],
    doors: ['bullmq', 'ioredis', 'process.pid'],
    typed: true,
  },
  'packages/mysql': { sees: ['contract', 'shell'], doors: ['mysql2', 'kysely'] },
  'packages/fleet': { sees: ['contract'], doors: ['ajv', 'yaml'], pure: true, typed: true },
  'packages/inventory': { sees: ['contract', 'shell', 'release', 'mysql', 'fleet'], doors: [], typed: true },
  'packages/records': {
    sees: ['contract', 'shell', 'release', 'mysql'],
    doors: [],
    clock: 'db.now()',
    typed: true,
  },
  'packages/bundle': {
    sees: ['contract', 'shell', 'release'],
    doors: ['content-disposition', 'lru-cache', 'minimatch', 'tar', 'undici', 'yauzl', 'p-limit'],
    clock: 'the clock that dates the files (clockOf)',
  },
  'packages/ssh': { sees: ['contract', 'shell', 'release'], doors: ['ssh2', 'p-limit'] },
  'packages/tracing': {
    sees: [],
    doors: [
      'pino',
      'process.pid',
      '@opentelemetry/api',
      '@opentelemetry/exporter-trace-otlp-http',
      '@opentelemetry/resources',
      '@opentelemetry/sdk-trace',
    ],
  },
  // Of the environment it changes PATH only, for what it starts.
  'packages/provision': { sees: ['shell'], doors: ['process.env', 'process.pid'] },
  'apps/gateway': {
    sees: [
      'api',
      'contract',
      'shell',
      'release',
      'config',
      'queue',
      'mysql',
      'fleet',
      'inventory',
      'records',
      'bundle',
      'tracing',
    ],
    rexIn: ['main.ts', 'rex/**', 'v1/presenters/**', 'manual/originalReference.ts'],
    doors: [
      'express',
      '@bull-board/api',
      '@bull-board/express',
      '@fastify/busboy',
      'lru-cache',
      'pino',
      'prom-client',
      'argv',
    ],
    clock: 'deps.now()',
    typed: true,
  },
  'apps/worker': {
    sees: [
      'contract',
      'shell',
      'release',
      'config',
      'queue',
      'mysql',
      'inventory',
      'notify',
      'records',
      'bundle',
      'ssh',
      'tracing',
    ],
    rexIn: ['main.ts'],
    // undici in `health` alone: of the applications it asks. What is downloaded comes through #bundle.
    doors: ['diff', 'lru-cache', 'p-limit', 'p-retry', 'pino', 'prom-client', 'process.pid', 'undici'],
    clock: 'deps.now()',
    typed: true,
  },
  'apps/backup': {
    sees: ['contract', 'shell', 'release', 'config', 'queue', 'mysql', 'records', 'bundle'],
    rexIn: ['restore.ts'],
    doors: ['commander', 'argv', 'process.pid'],
  },
  // It reads what RexDeployV3 left; of hosts it looks at what the doctor looks at.
  'apps/migration': {
    sees: ['contract', 'shell', 'config', 'rex', 'mysql', 'fleet', 'inventory', 'release', 'ssh'],
    doors: ['commander', 'argv', 'yaml', 'p-limit'],
  },
  // Of these only types, and #config/caller: their checks would double the time the command takes to start.
  'apps/cli': {
    sees: ['api', 'contract', 'shell', 'config', 'fleet'],
    types: ['api', 'contract', 'config', 'fleet'],
    doors: ['commander', 'picocolors', 'string-width', 'tar', 'argv'],
    messages: 'language',
  },
  // The browser runs it: of the contract it takes the types, which cost nothing.
  'apps/console': { sees: ['api', 'contract'], doors: ['preact', '@preact/signals'], browser: true },
  // The texts of files that it writes and of SQL are no sentences: its messages stand in `language` without being held there.
  'apps/setup': {
    sees: ['api', 'contract', 'shell', 'config', 'mysql', 'queue', 'provision'],
    doors: ['argv', 'commander', 'picocolors', 'yaml'],
  },
  'apps/local': {
    sees: ['contract', 'shell', 'config', 'provision'],
    doors: ['argv', 'picocolors', 'mysql2', 'yaml', 'process.pid'],
  },
};
