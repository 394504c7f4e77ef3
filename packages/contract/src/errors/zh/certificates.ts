import type { certificateErrors } from '../certificates.js';
import { zhRefused, zhStated, zhText, type ChineseEntry } from './entry.js';

const next = '请提供证书及其私钥：rexflow setup --tls-cert FILE --tls-key FILE；或从 config.yml 中去掉 gateway.tls';

/** What is wrong with the certificate that the gateway is to show. */
export const certificateErrorsZh: Record<keyof typeof certificateErrors, ChineseEntry> = {
  TLS_FILE: zhRefused(
    (d) => `${zhText(d.key)}：${zhText(d.file)} 无法使用（${zhText(zhStated(d, 'reason'))}）。${next}`,
  ),
  TLS_PAIR: zhRefused((d) => `gateway.tls.key：${zhText(d.key)} 不是证书 ${zhText(d.cert)} 的私钥。${next}`),
  TLS_NAMELESS: zhRefused(
    (d) => `gateway.tls.cert：${zhText(d.cert)} 没有写明主机名（subjectAltName），不会被信任。${next}`,
  ),
  TLS_ENDED: zhRefused(
    (d) => `gateway.tls.cert：${zhText(d.cert)} 的有效期为 ${zhText(d.from)} 至 ${zhText(d.end)}，目前无效。${next}`,
  ),
};
