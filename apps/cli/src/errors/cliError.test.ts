import { GatewayUnreachable } from '#api/client';
import { expect, test } from 'vitest';
import { asCliError } from './cliError.js';

const base = 'https://ops.example:3000';
const said = (brief: string): string => asCliError(new GatewayUnreachable('', { base, brief })).message;

test.each([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_HAS_EXPIRED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])('a certificate that is not believed (%s) is told apart from silence', (why) => {
  expect(said(why)).toContain(`the certificate of ${base} is not trusted here (${why})`);
  expect(said(why)).toContain('NODE_EXTRA_CA_CERTS=');
});

test('silence is silence', () => {
  expect(said('ECONNREFUSED')).toContain(`no answer from ${base} (ECONNREFUSED)`);
});
