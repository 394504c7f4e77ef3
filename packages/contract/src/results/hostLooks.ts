import type { ErrorReport } from '../errors/index.js';
import type { Finding } from './findings.js';

/** A public key that a host showed: `key` in base64, as in `known_hosts`. */
export type ShownHostKey = { type: string; fingerprint: string; key: string };

/** What a worker found when it asked a host for its keys; `trouble` says why it got none. */
export type HostKeyFindings = {
  /** The one that a login would meet stands first. */
  shown: ShownHostKey[];
  /** What the known_hosts file of the worker holds of it, and what it forbids. */
  inFile: { type: string; fingerprint: string }[];
  revoked: string[];
  trouble: ErrorReport | null;
};

/** What a worker found when it logged in to a host: of itself, and of each app on it. */
export type HostCheckFindings = {
  /** Who logged in; null where nobody got in. */
  user: string | null;
  findings: Finding[];
  apps: { app: string; findings: Finding[] }[];
  trouble: ErrorReport | null;
};
