import { createReadStream } from 'node:fs';
import { request as requestHttp, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { BundleView } from '#contract';
import type { PackedPackage } from './package.js';
import { answerOf, reach, type Api } from './api.js';
import { calls } from './calls.js';

/** The answer to a request while its body is sent; a refusal may come before all of it was. */
function answerTo(request: ClientRequest, sending: Promise<void>): Promise<IncomingMessage> {
  return new Promise((answered, failed) => {
    request.once('response', answered);
    sending.catch((thrown: unknown) => {
      // What had been answered before the connection broke was told by now; otherwise the break is all there is.
      request.once('close', () => {
        failed(thrown as Error);
      });
      if (request.closed) failed(thrown as Error);
    });
  });
}

/**
 * Sends a package as a stream whose length is known, which fetch does not do; `sent` is told how many bytes are on their way.
 * Throws GatewayRefusal, GatewayUnreachable.
 */
export async function send(
  api: Api,
  { file, name, bytes, sha256 }: PackedPackage,
  signal: AbortSignal,
  sent: (bytes: number) => void,
): Promise<BundleView> {
  const [method, path] = calls.createBundle;
  const url = new URL(`${api.base}${path}`);
  const headers = {
    ...api.headers,
    'Content-Type': 'application/octet-stream',
    'Content-Length': bytes,
    'X-Content-Sha256': sha256,
    'X-File-Name': encodeURIComponent(name),
  };
  const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, { method, headers, signal });
  let count = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sent((count += chunk.length));
      done(null, chunk);
    },
  });
  try {
    const message = await reach(api.base, () =>
      answerTo(request, pipeline(createReadStream(file), counted, request, { signal })),
    );
    const body = Readable.toWeb(message) as ReadableStream;
    return (await answerOf(api.base, new Response(body, { status: message.statusCode! }))) as BundleView;
  } finally {
    // After a refusal the rest need not be sent.
    request.destroy();
  }
}
