import type { StatementWords } from '../words/statement.js';

/** Why a worker cannot use the certificates that a health check trusts. */
export const trustStatements = {
  'health.noTrust': {
    message: '{app}: {check}: {why}',
    advice:
      'Put the certificates there (PEM) on the machine of each worker, so that its user may read them, or correct health[].tls.ca of the app or its group.',
  },
  'seen.noTrust': { message: 'the worker cannot use its tls.ca, {reason}: {path}' },
  'trust.denied': { message: 'it may not read it' },
  'trust.unread': { message: 'it cannot be read ({code})' },
  'trust.noFile': { message: 'it is no file of at most 4 MiB' },
  'trust.noCertificate': { message: 'it holds no certificate (PEM)' },
} as const satisfies Record<string, StatementWords>;
