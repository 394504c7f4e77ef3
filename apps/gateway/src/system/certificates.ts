import { connect } from 'node:tls';
import { asCodedError, errorInside, statement, type Finding, type Statement } from '#contract';
import type { GatewayDeps } from '../state/dependencies.js';
import { failed, warning, well } from './finding.js';

const day = 86_400_000;
/** Certificates of ninety days are renewed when a third of it is left; two weeks before the end that has failed for long. */
const earlyDays = 14;
const patienceMs = 5000;

/** The end of the certificate a server shows, whoever issued it. Throws what the connection throws. */
function endOf({ hostname, port }: URL, otherwise: number): Promise<Date> {
  const host = hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve, reject) => {
    const named = /^[\d.]+$|:/.test(host) ? {} : { servername: host };
    const socket = connect({ host, port: Number(port) || otherwise, rejectUnauthorized: false, ...named });
    socket.setTimeout(patienceMs, () => socket.destroy(new Error(`no answer within ${patienceMs / 1000} s`)));
    socket.once('error', reject);
    socket.once('secureConnect', () => {
      const { valid_to: end } = socket.getPeerCertificate();
      socket.destroy();
      if (end) resolve(new Date(end));
      else reject(new Error('no certificate'));
    });
  });
}

async function look(name: string, certificate: Statement, url: URL, otherwise: number, now: Date): Promise<Finding> {
  try {
    const at = await endOf(url, otherwise);
    const [end, days] = [at.toISOString().slice(0, 10), Math.floor((at.getTime() - now.getTime()) / day)];
    if (days < 0) return failed(name, statement('certificate.ended', { certificate, end }));
    if (days < earlyDays) return warning(name, statement('certificate.ending', { certificate, end, days }));
    return well(name, statement('certificate.good', { certificate, end }));
  } catch (thrown) {
    const reason = errorInside(asCodedError(thrown));
    return warning(name, statement('certificate.unseen', { certificate, reason, address: url.origin }));
  }
}

/** Checks how long the certificates are good that people and programs of this installation trust: the console's and that of Redis. */
export async function examineCertificates({ config, now }: Pick<GatewayDeps, 'config' | 'now'>): Promise<Finding[]> {
  const console = config.environments[config.environment]!.url;
  const redis = new URL(config.redis.url.reveal());
  return await Promise.all([
    ...(/^https:/i.test(console)
      ? [
          look(
            'certificate.console',
            statement('certificate.ofConsole', { address: console }),
            new URL(console),
            443,
            now(),
          ),
        ]
      : []),
    ...(redis.protocol === 'rediss:'
      ? [look('certificate.redis', statement('certificate.ofRedis', { address: redis.host }), redis, 6379, now())]
      : []),
  ]);
}
