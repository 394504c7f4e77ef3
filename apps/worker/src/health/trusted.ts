import { X509Certificate } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { CodedError, inEnglish, someStated, statement, type Statement } from '#contract';
import { healthType, type App } from '#release';

/** Bytes a file of certificates may have: those of all authorities that browsers trust are less. */
const mostBytes = 4 * 1024 * 1024;

/** A file of trusted certificates that cannot be used here; `why` names it. */
export class TrustUnusable extends Error {
  constructor(
    readonly path: string,
    readonly reason: Statement,
  ) {
    super(`${path}: ${inEnglish(reason).message}`);
  }

  get why(): Statement {
    return statement('seen.noTrust', { path: this.path, reason: this.reason });
  }
}

function reasonOf(thrown: unknown): Statement {
  const { code = '' } = thrown as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') return statement('seen.noFile');
  return code === 'EACCES' ? statement('trust.denied') : statement('trust.unread', { code });
}

/** Whether a certificate is in it: without any, the libraries of TLS would trust nobody and not say why. */
function holdsCertificate(pem: Buffer): boolean {
  try {
    return new X509Certificate(pem).subject !== undefined;
  } catch {
    return false;
  }
}

/** The certificates in a file of this worker. Throws TrustUnusable. */
export async function readTrusted(path: string): Promise<Buffer> {
  let pem: Buffer;
  try {
    const { size, isFile } = await stat(path).then((found) => ({ size: found.size, isFile: found.isFile() }));
    // A pipe or a device would be read without an end.
    if (!isFile || size > mostBytes) throw new TrustUnusable(path, statement('trust.noFile'));
    pem = await readFile(path);
  } catch (thrown) {
    if (thrown instanceof TrustUnusable) throw thrown;
    throw new TrustUnusable(path, reasonOf(thrown));
  }
  if (!holdsCertificate(pem)) throw new TrustUnusable(path, statement('trust.noCertificate'));
  return pem;
}

type Checked = Pick<App, 'appKey' | 'health'>;

/** A check whose file of trusted certificates cannot be used here. */
interface Untrusting {
  app: string;
  check: string;
  unusable: TrustUnusable;
}

/** The checks of apps whose files of trusted certificates cannot be used here, each file read once. */
async function untrusting(apps: readonly Checked[]): Promise<Untrusting[]> {
  const seen = new Map<string, Promise<TrustUnusable | null>>();
  const look = (path: string): Promise<TrustUnusable | null> => {
    const before = seen.get(path);
    if (before) return before;
    const found = readTrusted(path).then(
      () => null,
      (thrown: unknown) => {
        if (thrown instanceof TrustUnusable) return thrown;
        throw thrown;
      },
    );
    seen.set(path, found);
    return found;
  };
  const all = apps.flatMap(({ appKey: app, health }) =>
    health.flatMap((check) =>
      check.type === 'http' && check.tls?.ca !== undefined
        ? [look(check.tls.ca).then((unusable) => ({ app, check: healthType(check).subject(check), unusable }))]
        : [],
    ),
  );
  return (await Promise.all(all)).flatMap(({ unusable, ...one }) => (unusable ? [{ ...one, unusable }] : []));
}

/** What is said of such checks before a release, which would be refused: one line for each file. */
export async function trustWarnings(apps: readonly Checked[]): Promise<Statement[]> {
  const found = await untrusting(apps);
  return [...new Map(found.map((one) => [one.unusable.path, one])).values()].map(({ check, unusable }) => {
    const named = found.filter(({ unusable: { path } }) => path === unusable.path).map(({ app }) => app);
    return statement('health.noTrust', { app: someStated([...new Set(named)]), check, why: unusable.why });
  });
}

/** Requires that the checks of apps can be asked as far as it depends on files of this worker. Throws HEALTH_CA_UNUSABLE. */
export async function requireTrust(apps: readonly Checked[]): Promise<void> {
  const [first] = await untrusting(apps);
  if (!first) return;
  const { app, check, unusable } = first;
  throw new CodedError('HEALTH_CA_UNUSABLE', {
    ...{ app, check, path: unusable.path },
    reason: inEnglish(unusable.reason).message,
    statements: [unusable.reason],
  });
}
