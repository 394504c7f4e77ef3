import { asText, refusedError, type ErrorEntry } from './entry.js';

/** How a pair is put in the place of one that cannot be used. */
const next =
  'Bring a certificate with its key there: rexflow setup --tls-cert FILE --tls-key FILE; or take gateway.tls out of config.yml';

/** What is wrong with the certificate that the gateway is to show. */
export const certificateErrors = {
  TLS_FILE: refusedError(
    500,
    (d) => `${asText(d.key)}: ${asText(d.file)} cannot be used (${asText(d.reason)}). ${next}`,
  ),
  TLS_PAIR: refusedError(
    500,
    (d) => `gateway.tls.key: ${asText(d.key)} is not the key of the certificate ${asText(d.cert)}. ${next}`,
  ),
  TLS_NAMELESS: refusedError(
    500,
    (d) => `gateway.tls.cert: ${asText(d.cert)} names no host (subjectAltName), so that nobody believes it. ${next}`,
  ),
  TLS_ENDED: refusedError(
    500,
    (d) => `gateway.tls.cert: ${asText(d.cert)} is good from ${asText(d.from)} to ${asText(d.end)}, not now. ${next}`,
  ),
} satisfies Record<string, ErrorEntry>;
