import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    alias: [
      { find: /^#([a-z]+)$/, replacement: new URL('../packages/$1/src/index.ts', import.meta.url).pathname },
      { find: /^#([a-z]+)\/([a-z]+)$/, replacement: new URL('../packages/$1/src/$2.ts', import.meta.url).pathname },
    ],
  },
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['packages/*/src/**/*.test.ts', 'apps/*/src/**/*.test.ts', 'test/**/*.test.ts'],
    // Most of a test's time is waiting; by itself vitest leaves a core unused, and of two that is half.
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
