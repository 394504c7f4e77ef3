import type { HttpMethod, Warning } from '#contract';

/** One look at an application: a request that the worker makes. */
export interface Look {
  url: string;
  method: HttpMethod;
  headers: Readonly<Record<string, string>>;
  body: string | null;
  /** Goes where a redirect leads, as browsers do; otherwise the redirect is the answer. */
  follow: boolean;
  tls: TlsTerms;
}

/** What is expected of the certificate of a server, where it is not what its address and the machine say. */
export interface TlsTerms {
  /** The name it has to be for. */
  name?: string;
  /** A file of the worker with the certificates of those that may have signed it. */
  ca?: string;
}

/** The answer to a look, or why there was none. */
export type Seen = { status: number; body: string } | { failed: Warning };

/** A way of asking whether an application is well. `Check` holds its settings, and `type`, the name of the way. */
export interface HealthType<Check> {
  /** What is to be asked; the same each time it is asked again. */
  look(check: Check): Look;
  /** What is wrong with an application that answered so; null when it is well. */
  wrong(check: Check, seen: Seen): Warning | null;
  /** Names what was asked, in messages; no secret is in it. */
  subject(check: Check): string;
}
