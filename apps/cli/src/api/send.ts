import { createReadStream } from 'node:fs';
import { request as requestHttp, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { Transform } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type { BundleView } from '#api';
import type { PackedPackage } from './package.js';
import type { Client } from '#api/client';

/** The answer to a request while its body is sent; a refusal may come before all of it was. */
function answerTo(request: ClientRequest, sending: Promise<void>): Promise<IncomingMessage> {
  return new Promise((answered, failed) => {
    request.once('response', answered);
    sending.catch((thrown: unknown) => {
      // An answer from before the connection broke has arrived by now; otherwise the break is all there is.
      request.once('close', () => {
        failed(thrown as Error);
      });
      if (request.closed) failed(thrown as Error);
    });
  });
}

/**
 * Sends a package as a stream whose length is known, which fetch does not do; `sent` is called with the bytes on their way.
 * Throws as a call does.
 */
export async function send(
  client: Client,
  { file, name, bytes, sha256 }: PackedPackage,
  signal: AbortSignal,
  sent: (bytes: number) => void,
): Promise<BundleView> {
  return await client.upload({ name, sha256 }, async ({ method, url, headers }) => {
    const send = url.startsWith('https:') ? requestHttps : requestHttp;
    const request = send(url, { method, headers: { ...headers, 'Content-Length': bytes }, signal });
    let count = 0;
    const counted = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        sent((count += chunk.length));
        done(null, chunk);
      },
    });
    try {
      const message = await answerTo(request, pipeline(createReadStream(file), counted, request, { signal }));
      return new Response(await text(message), { status: message.statusCode! });
    } finally {
      // After a refusal the rest need not be sent.
      request.destroy();
    }
  });
}
