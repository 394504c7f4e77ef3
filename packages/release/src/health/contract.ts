import type { HttpMethod, Warning } from '#contract';

/** One look at an application, as data: the worker takes it. */
export type Look = HttpLook | TcpLook | ScriptLook;

/** Who asks: this worker, or the host of the application through its connection, where its loopback is reached. */
export type AskedFrom = 'worker' | 'host';

export interface HttpLook {
  do: 'http';
  from: AskedFrom;
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

/** A connection is opened, and nothing is said. */
export interface TcpLook {
  do: 'tcp';
  from: AskedFrom;
  address: string;
  port: number;
}

/** A script of the host; its status is the answer, and what it writes. */
export interface ScriptLook {
  do: 'script';
  script: string;
}

/** The answer to a look, or why there was none. The status is that of HTTP, or the one a script ended with; 0 of a connection that opened. */
export type Seen = { status: number; body: string } | { failed: Warning };

/** What a look may depend on beside its check. */
export interface Around {
  /** The current link of the program. */
  program: string;
  /** Inode and size of the file that is looked into, as it was before the application was started; empty where there was none. */
  logEnd: string;
  /** Lines for its shell that export the variables of the application; none where nobody says them. */
  exports?: string;
}

/** How long and how often it is asked, in seconds; what is absent is as the installation has it. */
export interface Pace {
  /** Until it has to be well. */
  within?: number;
  /** Between two looks. */
  every?: number;
  /** Looks that have to find it well, one after the other. */
  inARow?: number;
  /** For one answer. */
  timeout?: number;
}

/** A way of asking whether an application is well. `Check` holds its settings, and `type`, the name of the way. */
export interface HealthType<Check> {
  /** What is to be asked; the same each time it is asked again. */
  look(check: Check, around: Around): Look;
  /** What is wrong with an application that answered so; null when it is well. */
  wrong(check: Check, seen: Seen): Warning | null;
  /** Names what was asked, in messages; no secret is in it. */
  subject(check: Check): string;
  /** Whether one that is passed tells that the application still runs: of a start alone it would tell nothing later. */
  lasts: boolean;
}
