import { connect } from 'node:tls';
import { gatewayAddress, readTlsPair, tlsFilesOf, type TlsFiles } from '#config';
import { asCodedError, errorInside, statement, type Finding, type Statement } from '#contract';
import type { GatewayDeps } from '../state/dependencies.js';
import { failed, few, warning, well } from './finding.js';

const day = 86_400_000;
/** Certificates of ninety days are renewed when a third of it is left; two weeks before the end that has failed for long. */
const earlyDays = 14;
const patience = 5000;

/** The certificate a server shows. */
interface ShownCertificate {
  end: Date;
  fingerprint: string;
}

/** The certificate a server shows, whoever issued it, or why none is seen. Throws what the connection throws. */
function shownAt(
  { hostname, port }: URL,
  { otherwise, patienceMs }: Pick<Looking, 'otherwise' | 'patienceMs'>,
): Promise<ShownCertificate | Statement> {
  const host = hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve, reject) => {
    const named = /^[\d.]+$|:/.test(host) ? {} : { servername: host };
    const socket = connect({ host, port: Number(port) || otherwise, rejectUnauthorized: false, ...named });
    socket.setTimeout(patienceMs, () => {
      socket.destroy();
      resolve(statement('certificate.silent', { n: patienceMs / 1000 }));
    });
    socket.once('error', reject);
    socket.once('secureConnect', () => {
      const { valid_to: end, fingerprint256: fingerprint } = socket.getPeerCertificate();
      socket.destroy();
      resolve(end ? { end: new Date(end), fingerprint } : statement('certificate.none'));
    });
  });
}

/** Who renews it: whoever ends TLS, or this installation. */
type Renewal = '' | 'own';
const ids = {
  '': { ended: 'certificate.ended', ending: 'certificate.ending' },
  own: { ended: 'certificate.ownEnded', ending: 'certificate.ownEnding' },
} as const;

interface Looked {
  finding: Finding;
  /** Null where it was not seen. */
  shown: ShownCertificate | null;
}

/** What is looked at, when, and for how long. */
interface Looking {
  url: URL;
  /** The port where the address names none. */
  otherwise: number;
  now: Date;
  patienceMs: number;
  renewal?: Renewal;
}

async function look(
  name: string,
  certificate: Statement,
  { url, otherwise, now, patienceMs, renewal = '' }: Looking,
): Promise<Looked> {
  const unseen = (reason: Statement | string): Looked => ({
    finding: warning(name, statement('certificate.unseen', { certificate, reason, address: url.origin })),
    shown: null,
  });
  try {
    const shown = await shownAt(url, { otherwise, patienceMs });
    if ('id' in shown) return unseen(shown);
    const [end, days] = [shown.end.toISOString().slice(0, 10), Math.floor((shown.end.getTime() - now.getTime()) / day)];
    const { ended, ending } = ids[renewal];
    const finding =
      days < 0
        ? failed(name, statement(ended, { certificate, end }))
        : days < earlyDays
          ? warning(name, statement(ending, { certificate, end, days }))
          : well(name, statement('certificate.good', { certificate, end }));
    return { finding, shown };
  } catch (thrown) {
    return unseen(thrown instanceof Error ? thrown.message : String(thrown));
  }
}

/** What is to be said of the files of a certificate that is shown; null where they hold the same one. */
function filesDiffer(
  name: string,
  certificate: Statement,
  files: TlsFiles,
  { end, fingerprint }: ShownCertificate,
): Finding | null {
  const until = { certificate, end: end.toISOString().slice(0, 10) };
  try {
    if (readTlsPair(files).fingerprint === fingerprint) return null;
    return warning(name, statement('certificate.waiting', { ...until, file: files.cert }));
  } catch (thrown) {
    return failed(name, statement('certificate.unusable', { ...until, reason: errorInside(asCodedError(thrown)) }));
  }
}

/** Whether the certificate is for the name that people call the console by. */
function otherName(
  name: string,
  certificate: Statement,
  files: TlsFiles,
  config: GatewayDeps['config'],
): Finding | null {
  const { environment } = config;
  const url = config.environments[environment]!.url;
  if (!/^https:/i.test(url)) return null;
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
  try {
    const { names, covers } = readTlsPair(files);
    if (covers(host)) return null;
    return warning(name, statement('certificate.otherName', { certificate, names: few(names), host, environment }));
  } catch {
    // That the files cannot be used is told already.
    return null;
  }
}

/** Checks the certificate that the gateway shows itself, by calling it, and the files that its next start reads. */
async function ofGateway(config: GatewayDeps['config'], at: Pick<Looking, 'now' | 'patienceMs'>): Promise<Finding[]> {
  const files = tlsFilesOf(config.gateway);
  if (files === null) return [];
  const name = 'certificate.gateway';
  const address = gatewayAddress(config.gateway);
  const certificate = statement('certificate.ofGateway', { address });
  const { finding, shown } = await look(name, certificate, {
    ...at,
    ...{ url: new URL(address), otherwise: 443, renewal: 'own' },
  });
  const differ = shown && filesDiffer(name, certificate, files, shown);
  const other = otherName(name, certificate, files, config);
  // An end that is near is told whatever lies in the files; what is well is told when nothing else is.
  const all = [...(finding.state === 'ok' ? [] : [finding]), ...(differ ? [differ] : []), ...(other ? [other] : [])];
  return all.length > 0 ? all : [finding];
}

/**
 * Checks how long the certificates are good that people and programs of this installation trust: the gateway's own, the console's and
 * that of Redis.
 */
export async function examineCertificates(
  { config, now }: Pick<GatewayDeps, 'config' | 'now'>,
  patienceMs = patience,
): Promise<Finding[]> {
  const console = config.environments[config.environment]!.url;
  const redis = new URL(config.redis.url.reveal());
  const at = { now: now(), patienceMs };
  const seen = async (...given: Parameters<typeof look>): Promise<Finding[]> => [(await look(...given)).finding];
  const found = await Promise.all([
    ofGateway(config, at),
    ...(/^https:/i.test(console)
      ? [
          seen('certificate.console', statement('certificate.ofConsole', { address: console }), {
            ...{ url: new URL(console), otherwise: 443, ...at },
          }),
        ]
      : []),
    ...(redis.protocol === 'rediss:'
      ? [
          seen('certificate.redis', statement('certificate.ofRedis', { address: redis.host }), {
            ...{ url: redis, otherwise: 6379, ...at },
          }),
        ]
      : []),
  ]);
  return found.flat();
}
