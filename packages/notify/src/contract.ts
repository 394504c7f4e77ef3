import type { MixedFindings, Outcome, Provenance, Remarks, Settlement } from '#contract';
import type { Secret } from '#shell';

/** An error as a receiver sees it: without details, which may hold what only operators should read. */
export interface NotifiedError {
  code: string;
  class: string;
  message: string;
}

/**
 * A finished request as receivers are told of it. It holds no parameters: an address or a command among them may be a secret. What
 * is told of the program and of the request is redacted.
 */
export interface Notification {
  /** The same in every attempt: the receiver tells by it what it knows already. */
  id: string;
  environment: string;
  request: string;
  action: string;
  caller: string;
  outcome: Outcome;
  acceptedAt: Date;
  settledAt: Date | null;
  /** What all its apps got; without what differs. */
  provenance: Provenance;
  remarks: Remarks;
  error: NotifiedError | null;
  /** What it left mixed, with the commands that heal it; null where it is nothing. */
  mixed: MixedFindings | null;
  /** app_keys that were asked for and left out, since their hosts are out of service. */
  skipped: readonly string[];
  /** What is to be said of it beside its outcome. */
  warnings: readonly string[];
  /** In the order of the settlement. */
  targets: readonly (Pick<Settlement['apps'][number], 'appKey' | 'outcome' | 'standing'> & {
    host: string | null;
    provenance: Provenance;
    error: NotifiedError | null;
  })[];
}

/** Where messages of a receiver go. */
export interface ReceiverSettings {
  /** May hold a login; may be a secret itself. */
  url: Secret;
  /** Key of the signature; null leaves messages unsigned. */
  secret: Secret | null;
}

/** One HTTP request, to be posted as it is. */
export interface NotificationMessage {
  url: URL;
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** One kind of receiver. */
export interface NotificationType {
  /**
   * The message for a receiver, as of `now` (the attempt's time). Throws URIError when the login of the address is not
   * percent-encoded, TypeError when the address is none.
   */
  message: (notification: Notification, receiver: ReceiverSettings, now: Date) => NotificationMessage;
}
