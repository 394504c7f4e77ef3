import { defaultClientConditions, defineConfig } from 'vite';

const at = (path: string): string => new URL(`../${path}`, import.meta.url).pathname;

const gateway = 'http://127.0.0.1:3000';

/** The console: TypeScript and CSS of apps/console to files the gateway serves as they are. */
export default defineConfig({
  root: at('apps/console'),
  logLevel: 'warn',
  publicDir: false,
  cacheDir: at('node_modules/.vite'),
  resolve: { conditions: ['rexflow', ...defaultClientConditions] },
  server: { host: '127.0.0.1', proxy: { '/v1': gateway, '/queues': gateway, '/docs': gateway } },
  build: {
    outDir: at('dist/apps/console'),
    emptyOutDir: true,
    target: 'es2022',
    // One request less, and no data: address beyond what the policy of the page allows.
    assetsInlineLimit: 0,
    modulePreload: false,
    reportCompressedSize: false,
  },
});
