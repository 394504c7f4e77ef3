import type { StatementWords } from '../../words/statement.js';
import type { trustStatements } from '../trust.js';

/** Why a worker cannot use the certificates that a health check trusts. */
export const trustStatementsZh: Readonly<Record<keyof typeof trustStatements, StatementWords>> = {
  'health.noTrust': {
    message: '{app}：{check}：{why}',
    advice: '请将证书（PEM）放到每个 worker 机器的该路径并让其用户可读，或修正该应用或其分组的 health[].tls.ca。',
  },
  'seen.noTrust': { message: 'worker 无法使用其 tls.ca（{reason}）：{path}' },
  'trust.denied': { message: '无权读取' },
  'trust.unread': { message: '无法读取（{code}）' },
  'trust.noFile': { message: '不是 4 MiB 以内的文件' },
  'trust.noCertificate': { message: '其中没有证书（PEM）' },
};
