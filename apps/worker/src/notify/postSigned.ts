import { createHmac } from 'node:crypto';
import type { Webhook } from '#config';

const patienceMs = 10_000;

/**
 * Posts a document to a webhook, signed where it has a secret; gives why it was not taken, or null. What it gives never
 * holds the address, which may be a secret itself.
 */
export async function postSigned(
  { url, secret }: Webhook,
  delivery: string,
  document: unknown,
  signal: AbortSignal,
): Promise<string | null> {
  const body = JSON.stringify(document);
  const signature = secret && createHmac('sha256', secret.reveal()).update(body).digest('hex');
  try {
    const address = new URL(url.reveal());
    const login = [address.username, address.password].map(decodeURIComponent).join(':');
    // fetch refuses an address that holds a login.
    address.username = address.password = '';
    const response = await fetch(address, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'Content-Type': 'application/json',
        'User-Agent': 'rexflow',
        'X-Rexflow-Delivery': delivery,
        ...(signature && { 'X-Rexflow-Signature': `sha256=${signature}` }),
        ...(login !== ':' && { Authorization: `Basic ${Buffer.from(login).toString('base64')}` }),
      },
      body,
      signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]),
    });
    await response.body?.cancel();
    return response.ok ? null : `it answers ${response.status}`;
  } catch (thrown) {
    const { name, cause } = thrown as { name?: unknown; cause?: { code?: unknown; message?: unknown } };
    if (name === 'TimeoutError') return `no answer within ${patienceMs / 1000} s`;
    if (name === 'URIError') return 'the login in its address is not percent-encoded';
    return `it cannot be reached: ${String(cause?.code ?? cause?.message ?? name)}`;
  }
}
