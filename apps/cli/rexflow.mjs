#!/usr/bin/env node
import { existsSync } from 'node:fs';
import process from 'node:process';

/*
 * The command `rexflow`. Of a checkout it becomes the program apps/cli, or that of a server, as any other program of the checkout is started;
 * of a package it is what was built.
 */
const servers = {
  gateway: 'programs/gateway.js',
  worker: 'programs/worker.js',
  admin: 'programs/admin.js',
  setup: 'programs/setup.js',
  start: 'programs/start.js',
  uninstall: 'programs/uninstall.js',
  backup: 'programs/backup.js',
  restore: 'programs/restore.js',
  import: 'programs/import.js',
};
const [name = '', ...rest] = process.argv.slice(2);
// These tell their options themselves; what it says of the others with --help is the command line's.
const tellsItself = ['setup', 'uninstall'].includes(name);
const isServer = Object.hasOwn(servers, name) && (tellsItself || !(rest.includes('--help') || rest.includes('-h')));
const bootstrap = new URL('../local/bootstrap.mjs', import.meta.url);

if (existsSync(bootstrap)) {
  if (!isServer) process.argv.splice(2, 0, 'cli');
  await import(bootstrap.href);
} else {
  process.setSourceMapsEnabled(true);
  if (isServer) process.argv.splice(2, 1);
  await import(new URL(`../../dist/${isServer ? servers[name] : 'programs/cli.js'}`, import.meta.url).href);
}
