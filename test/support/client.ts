export interface Answer {
  status: number;
  headers: Headers;
  body: unknown;
  /** What stands in the body at a path of keys, as `data.data.0.code`; undefined where there is nothing. */
  at: (path: string) => unknown;
}

/** A request to a gateway; an answer that is no JSON comes as text. */
export async function call(url: string, init: RequestInit = {}): Promise<Answer> {
  // A connection that was kept may be closed by the other side in the instant it is used again.
  const headers = new Headers(init.headers);
  headers.set('connection', 'close');
  const answer = await fetch(url, { ...init, headers });
  const text = await answer.text();
  let body: unknown = text;
  try {
    body = JSON.parse(text);
  } catch {
    // Pages and probes answer in text.
  }
  const at = (path: string): unknown =>
    path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown> | null | undefined)?.[key], body);
  return { status: answer.status, headers: answer.headers, body, at };
}

export const form = (values: Record<string, string>): URLSearchParams => new URLSearchParams(values);
