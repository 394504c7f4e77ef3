import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Why nothing of git can be tried here; empty where it can. */
export const withoutGit =
  spawnSync('git', ['version']).status === 0 && spawnSync('flock', ['--version']).status === 0
    ? ''
    : ' (left out: git or flock is not installed)';

/** A repository of a test, with a tree to commit from. */
export interface TestRepository {
  dir: string;
  /** The bare repository that is fetched from. */
  bare: string;
  git: (...words: string[]) => string;
  /** Commits these files in place of all others, and pushes; gives the commit. */
  commit: (files: Readonly<Record<string, string>>, ...push: string[]) => string;
}

/** Makes a repository with real git, which goes with the test. */
export function makeRepository(): TestRepository {
  const dir = mkdtempSync(join(tmpdir(), 'rexflow-repository-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const [bare, tree] = [join(dir, 'served/shop.git'), join(dir, 'tree')];
  const env = { PATH: process.env.PATH, HOME: dir, GIT_CONFIG_NOSYSTEM: '1' };
  const run = (words: readonly string[]): string =>
    execFileSync('git', words, { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'pipe'] }).trim();
  const git = (...words: string[]): string =>
    run(['-C', tree, '-c', 'user.name=test', '-c', 'user.email=test@example.org', ...words]);
  run(['init', '--quiet', '--bare', '--initial-branch=main', bare]);
  run(['init', '--quiet', '--initial-branch=main', tree]);
  const commit = (files: Readonly<Record<string, string>>, ...push: string[]): string => {
    git('rm', '-r', '-q', '-f', '--ignore-unmatch', '.');
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(tree, path)), { recursive: true });
      writeFileSync(join(tree, path), text);
    }
    git('add', '--all', '--force');
    git('commit', '--quiet', '--allow-empty', '-m', 'a change');
    git('push', '--quiet', bare, 'HEAD:refs/heads/main', ...push);
    return git('rev-parse', 'HEAD');
  };
  return { dir, bare, git, commit };
}

/** Answers one call by `git http-backend`, as a web server runs it. */
async function answer(root: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url!, 'https://x');
  const child = spawn('git', ['http-backend'], {
    env: {
      ...{ PATH: process.env.PATH, GIT_PROJECT_ROOT: root, GIT_HTTP_EXPORT_ALL: '1', HOME: root },
      ...{ PATH_INFO: url.pathname, QUERY_STRING: url.search.slice(1), REQUEST_METHOD: request.method },
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      ...(request.headers['content-length'] && { CONTENT_LENGTH: request.headers['content-length'] }),
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  request.pipe(child.stdin.on('error', () => undefined));
  const chunks: Buffer[] = [];
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) chunks.push(chunk);
  const all = Buffer.concat(chunks);
  const end = all.indexOf('\r\n\r\n');
  const headers = all
    .subarray(0, end)
    .toString('latin1')
    .split('\r\n')
    .map((line) => line.split(/: (.*)/s));
  const status = headers.find(([name]) => name === 'Status')?.[1];
  response.writeHead(status === undefined ? 200 : Number.parseInt(status, 10), {
    ...Object.fromEntries(headers.filter(([name]) => name !== 'Status')),
  });
  response.end(all.subarray(end + 4));
}

/** A git server of this test over https, on a port of its own: its address, and the certificate that it is to be trusted by. */
export async function serveByHttps(
  root: string,
  before: (request: IncomingMessage, response: ServerResponse) => boolean = () => false,
): Promise<{ url: string; ca: string }> {
  const dir = mkdtempSync(join(tmpdir(), 'rexflow-tls-'));
  const [key, ca] = [join(dir, 'key'), join(dir, 'ca')];
  const made = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', key, '-out', ca];
  const name = ['-subj', '/CN=git.example', '-addext', 'subjectAltName=IP:127.0.0.1'];
  execFileSync('openssl', ['req', '-x509', '-days', '2', ...made, ...name], { stdio: 'ignore' });
  const server: Server = createServer({ key: readFileSync(key), cert: readFileSync(ca) }, (request, response) => {
    if (!before(request, response)) void answer(root, request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
    rmSync(dir, { recursive: true, force: true });
  });
  return { url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`, ca };
}
