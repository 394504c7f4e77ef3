#!/usr/bin/env node
import process from 'node:process';

/* The command `rexflow` of a checkout: becomes the program apps/cli as any other program of this checkout is started. */
process.argv.splice(2, 0, 'cli');
await import('../local/bootstrap.mjs');
