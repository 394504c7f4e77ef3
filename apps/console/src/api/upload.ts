import type { BundleView } from '#contract';
import { authorized } from './ask.js';
import { Refused, refusal } from './refused.js';

/** Sends a package; `progress` hears how much of it has gone, from 0 to 1. Throws Refused. */
export function upload(file: File, progress: (share: number) => void, signal: AbortSignal): Promise<BundleView> {
  return new Promise((resolve, reject) => {
    // fetch does not tell how far an upload is.
    const call = new XMLHttpRequest();
    call.open('POST', '/v1/bundles');
    for (const [name, value] of Object.entries(authorized())) call.setRequestHeader(name, value);
    call.setRequestHeader('content-type', 'application/octet-stream');
    call.setRequestHeader('x-file-name', encodeURIComponent(file.name));
    call.upload.onprogress = (event) => {
      if (event.lengthComputable) progress(event.loaded / event.total);
    };
    call.onerror = () => reject(new Refused(0, null, 'the connection was lost while the file was sent'));
    call.onabort = () => reject(new Refused(0, null, 'stopped'));
    call.onload = () => {
      if (call.status < 300) resolve(JSON.parse(call.responseText) as BundleView);
      else void refusal(new Response(call.responseText, { status: call.status })).then(reject);
    };
    signal.addEventListener('abort', () => call.abort());
    call.send(file);
  });
}
