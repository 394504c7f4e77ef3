import { requireDescribed } from '../../../../packages/api/src/validate/answers.fixture.js';
import type { Heard, TestGateway } from '../testGateway.fixture.js';

/** One call of the modern API, with a value as JSON or a file as its body, whose answer is checked by the OpenAPI document. */
export async function ask(
  gateway: TestGateway,
  method: string,
  path: string,
  {
    body,
    file,
    headers = {},
    token = gateway.token,
  }: { body?: unknown; file?: Buffer; headers?: Record<string, string>; token?: string } = {},
): Promise<Heard> {
  const response = await fetch(new URL(path, gateway.url), {
    method,
    headers: {
      ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(file === undefined ? {} : { body: new Uint8Array(file) }),
  });
  const text = await response.text();
  const json = /json/.test(response.headers.get('content-type') ?? '');
  const heard: Heard = {
    status: response.status,
    headers: response.headers,
    body: (json ? JSON.parse(text) : text) as Heard['body'],
  };
  requireDescribed({ method, path: path.split('?')[0]! }, heard);
  return heard;
}
