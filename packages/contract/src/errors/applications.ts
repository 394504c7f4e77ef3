import { asText, failedError, type Details, type ErrorEntry } from './entry.js';

/** Where a hook ran. */
const placeOf = (d: Details): string => (d.worker ? 'the worker' : asText(d.host));

/** What starts an application and what it keeps, as its host has them. */
export const applicationErrors = {
  INIT_MISSING: failedError(
    'application',
    (d) => `the init script ${asText(d.path)} is missing or not executable`,
    () => 'Install it on the host and make it executable (chmod +x), or correct pro_init in the catalogue.',
  ),
  SERVICE_UNFIT: failedError(
    'application',
    (d) => `${asText(d.service)} cannot be started and stopped: ${asText(d.reason)}`,
    () => 'Set it up on the host, or correct service of the app or its group; rexflow doctor says when it is right.',
  ),
  SHARED_MISSING: failedError(
    'input',
    (d) => `${asText(d.path)} is not there, and each release is to lead to it: nothing was changed`,
    (d) => `Put it there, readable for the application: ${asText(d.path)}; or take it out of shared. Then post again.`,
  ),
  SHARED_IN_RELEASE: failedError(
    'input',
    (d) => `${asText(d.path)} lies in the live release and is to outlive releases from now on: nothing was switched`,
    (d) =>
      `See what moves: rexflow plan ${asText(d.app)} with what is to be released. Then rexflow release with the same and --plan HASH moves it.`,
  ),
  SHARED_UNMOVABLE: failedError(
    'input',
    (d) => `${asText(d.path)} cannot be moved to ${asText(d.to)}: ${asText(d.reason)}`,
    (d) =>
      `Stop it: cp -aT ${asText(d.path)} ${asText(d.to)} (of two keep one), move the old away, ln -s ${asText(d.to)} ${asText(d.path)}. Then post again.`,
  ),
  SHARED_ELSEWHERE: failedError(
    'input',
    (d) => `${asText(d.path)} is a link to ${asText(d.at)}, and ${asText(d.to)} leads elsewhere: nothing was switched`,
    (d) =>
      `If the data lies there: ln -sT ${asText(d.at)} ${asText(d.to)} (mkdir -p above it, no directory in its place). Then post again.`,
  ),
  SHARED_MOVED: failedError(
    'input',
    (d) =>
      `${asText(d.path)} lies in ${asText(d.from)}, and is to lie in ${asText(d.to)}: a release would begin without it, nothing was changed`,
    (d) =>
      `Stop it, then on the host: mv -T ${asText(d.from)} ${asText(d.to)} && ln -s ${asText(d.to)} ${asText(d.from)} (of two keep one). Then post again.`,
  ),
  OWNER_UNFIT: failedError(
    'permission',
    (d) => `the files of ${asText(d.app)} cannot be given to ${asText(d.owner)}: ${asText(d.reason)}`,
    (d) =>
      `Allow it on the host, log in as root, or correct owner of the app; it is right when rexflow doctor ${asText(d.app)} says so.`,
  ),
  SERVICE_NONE: failedError(
    'input',
    (d) => `${asText(d.app)} has nothing that could be started or stopped: its service.type is none`,
    (d) => `Leave it out, or say what starts it: rexflow app show ${asText(d.app)} --resolved.`,
  ),
  RELOAD_FAILED: failedError(
    'application',
    (d) => `the application did not load what is live: ${asText(d.reason)}`,
    () =>
      'Read what it wrote, and try its reload on the host by hand; service.restart: restart stops and starts it instead.',
  ),
  HOOK_FAILED: failedError(
    'application',
    (d) => `the hook ${asText(d.hook)} failed: ${asText(d.reason)}`,
    (d) =>
      `All it wrote: rexflow logs. Mend it (hooks.${asText(d.hook)}, or what it runs), or let it warn only: onFailure: warn. Then post again.`,
  ),
  HOOK_NOT_ALLOWED: failedError(
    'application',
    (d) =>
      `the hook ${asText(d.hook)} is to run ${asText(d.command)} on a worker, and config.yml of ${asText(d.worker)} does not allow that`,
    () =>
      'Add it to hooks.allowed in config.yml of each worker (rexflow doctor names those without it), and restart them. Then post again.',
  ),
  HOOK_UNCERTAIN: failedError(
    'application',
    (d) =>
      `the hook ${asText(d.hook)} began on ${placeOf(d)} and was not seen to end: it runs once, and may have done half of its work`,
    (d) =>
      `See on ${placeOf(d)} what ${asText(d.hook)} has done, and complete it or undo it by hand. Then post again: a new release runs it anew.`,
  ),
  SECRET_UNKNOWN: failedError(
    'input',
    (d) => `${asText(d.setting)} names the secret ${asText(d.name)}, which config.yml of the worker does not have`,
    (d) =>
      `Write secrets.${asText(d.name)}: file:/path (or a \${VARIABLE}) into config.yml of each worker, start them anew, and post again.`,
  ),
  SECRET_UNFIT: failedError(
    'input',
    (d) =>
      `the secret ${asText(d.name)}, which ${asText(d.setting)} names, is empty or holds a line break: no header can be that`,
    () => 'Write the value alone into its file or variable, on one line, and post again.',
  ),
  HEALTH_CA_UNUSABLE: failedError(
    'input',
    (d) =>
      `the health check ${asText(d.check)} of ${asText(d.app)} trusts the certificates in ${asText(d.path)}, which the worker cannot use: ${asText(d.reason)}`,
    (d) =>
      `Put them there (PEM) on the machine of each worker, so that its user may read them, or correct health[].tls.ca of ${asText(d.app)} or its group. Then post again.`,
  ),
  STOP_FAILED: failedError(
    'application',
    (d) => `the application does not stop: ${asText(d.processes)} processes are left`,
    () =>
      'See on the host what these processes wait for (ps, not killable by this user?), and whether its service (service.process is pro_key) names others, too.',
  ),
  START_FAILED: failedError(
    'application',
    (d) => `the application does not run after start: ${asText(d.reason)}`,
    () => "Read the application's log and .rexflow/<app_key>/ beside pro_dir, for what its start said last.",
  ),
} satisfies Record<string, ErrorEntry>;
