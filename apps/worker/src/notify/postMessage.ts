import type { NotificationMessage } from '#notify';

const patienceMs = 10_000;

/**
 * Posts a message; gives the reason it was not taken, or null. `make` throws URIError for a login that cannot be read. The reason
 * never holds the address, which may be a secret itself.
 */
export async function postMessage(make: () => NotificationMessage, signal: AbortSignal): Promise<string | null> {
  try {
    const { url, headers, body } = make();
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers,
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
