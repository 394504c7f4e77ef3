import { asText, refusedError, type ErrorEntry } from './entry.js';

/** What keeps an installation of RexDeployV3 from being moved over. */
export const movingErrors = {
  CONFIG_OF_ORIGINAL: refusedError(
    400,
    (d) =>
      `${asText(d.path)} is the config.yml of RexDeployV3, not that of rexflow. Make one of it: rexflow import --config ${asText(d.path)}`,
  ),
  IMPORT_REFUSED: refusedError(400, (d) => `${asText(d.reason)}; nothing was written`),
} satisfies Record<string, ErrorEntry>;
