#!/usr/bin/env node
import { existsSync } from 'node:fs';
import process from 'node:process';

/*
 * The command `rexflow`. Of a checkout it becomes the program apps/cli, or that of a server, as any other program of the checkout is started;
 * of a package it is what was built.
 */
const servers = {
  gateway: 'apps/gateway/src/main.js',
  worker: 'apps/worker/src/main.js',
  admin: 'apps/gateway/src/admin.js',
  backup: 'apps/backup/src/backup.js',
  restore: 'apps/backup/src/restore.js',
};
const [name = '', ...rest] = process.argv.slice(2);
// What it says of them with --help is the command line's.
const isServer = Object.hasOwn(servers, name) && !rest.includes('--help') && !rest.includes('-h');
const bootstrap = new URL('../local/bootstrap.mjs', import.meta.url);

if (existsSync(bootstrap)) {
  if (!isServer) process.argv.splice(2, 0, 'cli');
  await import(bootstrap.href);
} else {
  process.setSourceMapsEnabled(true);
  if (isServer) process.argv.splice(2, 1);
  await import(new URL(`../../dist/${isServer ? servers[name] : 'apps/cli/src/main.js'}`, import.meta.url).href);
}
