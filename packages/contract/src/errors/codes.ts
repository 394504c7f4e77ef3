import { applicationErrors } from './applications.js';
import { dependencyErrors } from './away.js';
import { backupErrors } from './backups.js';
import { bundleErrors } from './bundles.js';
import { gitErrors } from './git.js';
import { certificateErrors } from './certificates.js';
import type { ErrorEntry } from './entry.js';
import { fleetErrors } from './fleet.js';
import { hostErrors } from './hosts.js';
import { logErrors } from './logs.js';
import { movingErrors } from './moving.js';
import { requestErrors } from './requests.js';

const entries = {
  ...requestErrors,
  ...fleetErrors,
  ...bundleErrors,
  ...gitErrors,
  ...backupErrors,
  ...movingErrors,
  ...certificateErrors,
  ...hostErrors,
  ...logErrors,
  ...applicationErrors,
  ...dependencyErrors,
};

export type Code = keyof typeof entries;

/** Every error rexflow can report, by its code. */
export const errorCodes: Readonly<Record<Code, ErrorEntry>> = entries;

export type { Details, Kind, ErrorClass } from './entry.js';
