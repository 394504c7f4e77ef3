import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, mkdtempSync, readdirSync, rmSync, statSync, type Stats } from 'node:fs';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { create } from 'tar';
import type { BundleView } from '#contract';
import { answerOf, reach, type Api } from './api/api.js';
import { calls } from './api/calls.js';
import { misused, Refusal } from './ending.js';
import type { House } from './house.js';
import { size } from './say/figures.js';

interface Package {
  file: string;
  name: string;
  bytes: number;
  sha256: string;
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

function look(path: string): Stats {
  try {
    return statSync(path);
  } catch (thrown) {
    throw misused(`${path} cannot be read: ${(thrown as Error).message}`);
  }
}

/** The entries of a directory as a tar.gz; what it holds is the top level of the package. */
async function packDirectory(directory: string, scratch: string): Promise<string> {
  const entries = readdirSync(directory);
  if (entries.length === 0) throw misused(`${directory} is empty: there is nothing to release`);
  const file = join(scratch, 'package.tar.gz');
  // The same files give the same bytes, whoever packs them.
  const gzip = { portable: true, level: 6 };
  const names = entries.toSorted().map((name) => `./${name}`);
  await pipeline(create({ cwd: directory, gzip, portable: true }, names), createWriteStream(file, { mode: 0o600 }));
  return file;
}

async function packageOf(path: string, scratch: string): Promise<Package> {
  const found = look(path);
  const directory = found.isDirectory();
  if (!directory && !found.isFile()) throw misused(`${path} is neither a directory nor a file`);
  const name = basename(resolve(path));
  const file = directory ? await packDirectory(path, scratch) : path;
  const { size: bytes } = statSync(file);
  return { file, name: directory ? `${name}.tar.gz` : name, bytes, sha256: await sha256Of(file) };
}

/** Sends a package by a stream whose length is known, which fetch does not do. */
async function send(api: Api, { file, name, bytes, sha256 }: Package): Promise<BundleView> {
  const [method, path] = calls.createBundle;
  const url = new URL(`${api.base}${path}`);
  const headers = {
    ...api.headers,
    'Content-Type': 'application/octet-stream',
    'Content-Length': bytes,
    'X-Content-Sha256': sha256,
    'X-File-Name': encodeURIComponent(name),
  };
  const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, { method, headers });
  const response = await reach(
    api.base,
    () =>
      new Promise<Response>((answered, failed) => {
        let told = false;
        request.once('response', (message) => {
          told = true;
          const { statusCode = 500 } = message;
          answered(
            new Response(statusCode === 204 ? null : (Readable.toWeb(message) as ReadableStream), {
              status: statusCode,
            }),
          );
        });
        // A refusal may come before all is sent: the answer counts, not that the rest could not be sent.
        pipeline(createReadStream(file), request).catch((thrown: unknown) => {
          if (!told)
            setTimeout(() => {
              failed(thrown as Error);
            }, 200);
        });
      }),
  );
  return (await answerOf(api.base, response)) as BundleView;
}

/**
 * Uploads a package: a file as it is, a directory as tar.gz. One whose bytes are there already is not sent again. Throws
 * Ending when there is nothing to send, Refusal, Away.
 */
export async function upload(house: House, api: Api, path: string): Promise<BundleView> {
  const scratch = mkdtempSync(join(tmpdir(), 'rexflow-package-'));
  const clear = (): void => {
    rmSync(scratch, { recursive: true, force: true });
  };
  process.once('exit', clear);
  try {
    const packed = await packageOf(path, scratch);
    const there = await api.ask('getBundle', { path: { id: packed.sha256 } }).catch((thrown: unknown) => {
      if (thrown instanceof Refusal && thrown.problem.status === 404) return null;
      throw thrown;
    });
    const sent = there ?? (await send(api, packed));
    house.say(
      `${packed.name}: ${size(packed.bytes)}, sha256 ${packed.sha256}${there ? ', there already' : ', uploaded'}`,
    );
    return sent;
  } finally {
    process.removeListener('exit', clear);
    clear();
  }
}
