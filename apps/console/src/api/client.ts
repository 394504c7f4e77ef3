import { createClient, type AnswerOf, type CallQuery, type Client } from '#api/client';
import type { AppView, BundleView } from '#api';
import { asRefused } from './refused.js';
import { close, currentToken } from './session.js';

/** The gateway this page came from, for whoever is signed in. */
export const gateway = createClient({ base: '', token: currentToken, longestPauseMs: 8_000 });

/** What was thrown, as it can be shown. A token that is no longer good ends the session. */
export function seen(thrown: unknown): unknown {
  if (thrown instanceof Error && thrown.name === 'AbortError') return thrown;
  const refused = asRefused(thrown);
  if (refused.status === 401 && refused.code === 'TOKEN_INVALID') close('expired');
  return refused;
}

/** One call of the API. Throws Refused. */
export const call: Client['call'] = async (id, ...input) => {
  try {
    return await gateway.call(id, ...input);
  } catch (thrown) {
    throw seen(thrown);
  }
};

/** A page of a list; a gateway of an earlier version gives everything in one answer, without `next`. */
export async function listPage<Id extends 'listApps' | 'listGroups' | 'listHosts' | 'listProblems'>(
  id: Id,
  query: CallQuery,
): Promise<AnswerOf<Id>> {
  const answer = await call<'listApps'>(id as 'listApps', { query });
  return { ...answer, next: answer.next ?? null } as unknown as AnswerOf<Id>;
}

/** So many characters of names are asked for at once. */
const atOnce = 3000;

/** The apps with these keys, as far as there are any. Throws Refused. */
export async function appsOf(keys: readonly string[]): Promise<AppView[]> {
  const asks: string[] = [];
  for (const key of keys) {
    const last = asks.at(-1);
    if (last === undefined || last.length + key.length >= atOnce) asks.push(key);
    else asks[asks.length - 1] = `${last},${key}`;
  }
  const pages = await Promise.all(asks.map((names) => listPage('listApps', { keys: names })));
  return pages.flatMap(({ items }) => items);
}

/** Uploads a package; `progress` is called with the share that is sent, from 0 to 1. Throws Refused. */
export async function uploadFile(
  file: File,
  progress: (share: number) => void,
  signal: AbortSignal,
): Promise<BundleView> {
  try {
    return await gateway.upload(file, (request) => send(file, request, progress, signal));
  } catch (thrown) {
    throw seen(thrown);
  }
}

/** Sends a file by XMLHttpRequest: fetch does not tell how far an upload is. */
function send(
  file: File,
  { method, url, headers }: { method: string; url: string; headers: Readonly<Record<string, string>> },
  progress: (share: number) => void,
  signal: AbortSignal,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) progress(event.loaded / event.total);
    };
    request.onerror = () => reject(new Error('the connection was lost while the file was sent'));
    request.onabort = () => reject(new Error('stopped'));
    request.onload = () => resolve(new Response(request.responseText, { status: request.status }));
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}
