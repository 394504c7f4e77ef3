import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { CodedError, inEnglish, statement, type Statement } from '#contract';

/** Paths of a certificate and its key. */
export interface TlsFiles {
  cert: string;
  key: string;
}

/** A certificate that was read with its key: they belong together, and name a host. */
export interface TlsPair extends TlsFiles {
  /** The certificate itself, as text without its chain: the same one has the same. */
  fingerprint: string;
  /** Names and addresses it is good for; those of hosts first. */
  names: string[];
  from: Date;
  end: Date;
  /** Whether it is good for a host, by name or address. */
  covers: (host: string) => boolean;
}

/** A chain of a few certificates has some kilobytes. */
const mostBytes = 2 ** 20;

const codeOf = (thrown: unknown): string => String((thrown as NodeJS.ErrnoException).code ?? (thrown as Error).message);

/** The error of a file that cannot be used, with the reason in each language. */
const unusable = (which: keyof TlsFiles, file: string, why: Statement, options?: { cause: unknown }): CodedError =>
  new CodedError(
    'TLS_FILE',
    { key: `gateway.tls.${which}`, file, reason: inEnglish(why).message, statements: [why] },
    options,
  );

function readPem(which: keyof TlsFiles, file: string): string {
  let pem: string | null;
  try {
    pem = statSync(file).size > mostBytes ? null : readFileSync(file, 'utf8');
  } catch (cause) {
    throw new CodedError('TLS_FILE', { key: `gateway.tls.${which}`, file, reason: codeOf(cause) }, { cause });
  }
  if (pem === null) throw unusable(which, file, statement('tls.tooLarge', { bytes: mostBytes }));
  return pem;
}

/** What a text holds; throws TLS_FILE where it does not. */
function parsed<T>(which: keyof TlsFiles, file: string, otherwise: Statement, parse: () => T): T {
  try {
    return parse();
  } catch (cause) {
    throw unusable(which, file, otherwise, { cause });
  }
}

/** The names of a certificate as Node lists them: `DNS:a.example, IP Address:10.0.0.1`. */
function namesOf(listed: string | undefined): string[] {
  const found = (listed ?? '').split(', ').map((one) => /^(DNS|IP Address):(.+)$/.exec(one));
  const of = (kind: string): string[] => found.flatMap((one) => (one?.[1] === kind ? [one[2]!] : []));
  return [...of('DNS'), ...of('IP Address')];
}

const isAddress = (host: string): boolean => /^[\d.]+$|:/.test(host);

/**
 * Reads a certificate and its key, as text in PEM, and makes sure that they belong together and name a host. Whether it is good now is
 * for the caller to say. Throws TLS_FILE, TLS_PAIR, TLS_NAMELESS.
 */
export function readTlsPair({ cert, key }: TlsFiles): TlsPair & { pem: TlsFiles } {
  const pem = { cert: readPem('cert', cert), key: readPem('key', key) };
  const certificate = parsed('cert', cert, statement('tls.noCertificate'), () => new X509Certificate(pem.cert));
  const noKey = statement(/ENCRYPTED/.test(pem.key) ? 'tls.lockedKey' : 'tls.noKey');
  const secret: KeyObject = parsed('key', key, noKey, () => createPrivateKey(pem.key));
  if (!certificate.checkPrivateKey(secret)) throw new CodedError('TLS_PAIR', { cert, key });
  parsed('cert', cert, statement('tls.brokenChain'), () => createSecureContext(pem));
  const names = namesOf(certificate.subjectAltName);
  if (names.length === 0) throw new CodedError('TLS_NAMELESS', { cert });
  return {
    ...{ cert, key, pem, names, fingerprint: certificate.fingerprint256 },
    ...{ from: new Date(certificate.validFrom), end: new Date(certificate.validTo) },
    covers: (host) =>
      (isAddress(host) ? certificate.checkIP(host) : certificate.checkHost(host, { subject: 'never' })) !== undefined,
  };
}

/** Throws TLS_ENDED where a pair is not good at a moment. */
export function requireGood({ cert, from, end }: TlsPair, now: Date): void {
  if (now >= from && now <= end) return;
  const day = (at: Date): string => at.toISOString().slice(0, 10);
  throw new CodedError('TLS_ENDED', { cert, from: day(from), end: day(end) });
}
