import { createHmac } from 'node:crypto';
import type { Provenance } from '#contract';
import type { Secret } from '#shell';
import type { Notification, NotificationType, ReceiverSettings } from './contract.js';

/** What names a program. */
const programOf = ({ version, commit }: Provenance): Record<string, string | null> => ({
  version: version ?? null,
  commit: commit ?? null,
});

/** What a program reads. Names of members are part of the interface: see the manual, "Monitoring". */
function documentOf({ id, request, targets, ...notification }: Notification): Record<string, unknown> {
  const { environment, action, caller, outcome, acceptedAt, settledAt, error, mixed, remarks, skipped, warnings } =
    notification;
  const { branch, build } = notification.provenance;
  return {
    delivery: id,
    environment,
    request,
    action,
    caller,
    outcome,
    ...programOf(notification.provenance),
    branch: branch ?? null,
    build: build ?? null,
    note: remarks.note ?? null,
    on_behalf_of: remarks.onBehalfOf ?? null,
    accepted_at: acceptedAt.toISOString(),
    settled_at: settledAt?.toISOString() ?? null,
    trouble: error,
    mixed: mixed && {
      groups: mixed.groups.map(({ group, releases, unknown }) => ({
        local_name: group,
        releases: releases.map(({ release, stamp, apps }) => ({ request: release, stamp, app_keys: apps })),
        unknown,
      })),
      finish: mixed.finish,
      undo: mixed.undo,
    },
    skipped,
    warnings,
    apps: targets.map((target) => ({
      app_key: target.appKey,
      host: target.host,
      outcome: target.outcome,
      standing: target.standing,
      ...programOf(target.provenance),
      trouble: target.error,
    })),
  };
}

const prefix = 'whsec_';

/** A secret in the form of Standard Webhooks is base64 behind `whsec_`; any other text counts as its bytes. */
function keyOf(secret: Secret): Buffer {
  const text = secret.reveal();
  return text.startsWith(prefix) ? Buffer.from(text.slice(prefix.length), 'base64') : Buffer.from(text);
}

/**
 * Headers of Standard Webhooks (https://www.standardwebhooks.com): the signature holds the time, so that a receiver can tell an
 * attempt of today from one that somebody recorded and plays again.
 */
function headersOf(id: string, secret: Secret | null, body: string, now: Date): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp };
  if (!secret) return headers;
  const signature = createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { ...headers, 'webhook-signature': `v1,${signature}` };
}

/** Headers of version 0.1, which receivers may still read; they go with the next version. */
function earlierHeaders(id: string, { secret }: ReceiverSettings, body: string): Record<string, string> {
  const signature = secret && createHmac('sha256', secret.reveal()).update(body).digest('hex');
  return { 'X-Rexflow-Delivery': id, ...(signature && { 'X-Rexflow-Signature': `sha256=${signature}` }) };
}

/** A receiver that takes JSON, signed by Standard Webhooks where it has a secret. */
export const webhook: NotificationType = {
  message: (notification, receiver, now) => {
    const url = new URL(receiver.url.reveal());
    const login = [url.username, url.password].map(decodeURIComponent).join(':');
    // An address that holds a login is refused by HTTP clients.
    url.username = url.password = '';
    const body = JSON.stringify(documentOf(notification));
    return {
      url,
      headers: {
        'Content-Type': 'application/json',
        'User-Agent': 'rexflow',
        ...headersOf(notification.id, receiver.secret, body, now),
        ...earlierHeaders(notification.id, receiver, body),
        ...(login !== ':' && { Authorization: `Basic ${Buffer.from(login).toString('base64')}` }),
      },
      body,
    };
  },
};
