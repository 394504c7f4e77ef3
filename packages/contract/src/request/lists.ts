/*
 * What a caller may choose between, once for all: configuration, schemas, options of the command line and forms of the console
 * take their words from here. Programs without ajv reach it by `#contract/lists`.
 */

/** What happens to the other hosts when one fails in activation. */
export const failurePolicies = ['stop', 'undo', 'continue'] as const;
export type FailurePolicy = (typeof failurePolicies)[number];

/**
 * What counts where neither the request nor config.yml says a policy: a release that failed leaves every host where it was, while
 * hosts that went back stay back.
 */
export const defaultPolicies = { release: 'undo', rollback: 'continue' } as const satisfies Record<
  string,
  FailurePolicy
>;

/**
 * What a release does where files on a host were changed by hand and it would take them away: it is refused, replaces them, or carries
 * them into the new release.
 */
export const driftPolicies = ['refuse', 'overwrite', 'keep'] as const;
export type OnDrift = (typeof driftPolicies)[number];

/** What a request does that finds one of its apps locked: it fails, waits, or waits and replaces those that wait. */
export const busyPolicies = ['refuse', 'wait', 'latest'] as const;
export type WhenBusy = (typeof busyPolicies)[number];

/** Whether a package is laid over what runs, or takes its place. */
export const applyModes = ['merge', 'replace'] as const;
export type Apply = (typeof applyModes)[number];

/** Where the program of a group comes from when a release does not say it. */
export const sourceTypes = ['updateDirectory', 'url', 'git', 'environment', 'upload'] as const;
export type GroupSourceType = (typeof sourceTypes)[number];

/** The character sets in which the names of a package can be read that are not UTF-8. */
export const nameEncodings = ['gb18030', 'big5', 'shift_jis', 'euc-jp', 'euc-kr', 'cp437'] as const;
export type NameEncoding = (typeof nameEncodings)[number];

/**
 * Where the version of a program may be found when nobody tells it: what another environment recorded of what it runs, files of the
 * program, and the names of its jars.
 */
export const versionSources = [
  'environment',
  'package.json',
  'composer.json',
  'META-INF/MANIFEST.MF',
  'VERSION',
  'jar',
] as const;
export type VersionSource = (typeof versionSources)[number];

/** What an application may be asked by over HTTP. */
export const httpMethods = ['GET', 'HEAD', 'POST', 'PUT'] as const;
export type HttpMethod = (typeof httpMethods)[number];

/** What starts and stops an application on its host; nothing does where it is `none`, as files that a web server gives out. */
export const serviceKinds = ['init', 'systemd', 'supervisor', 'pm2', 'compose', 'command', 'none'] as const;
export type ServiceKind = (typeof serviceKinds)[number];

/** What a release does with a running application: stops and starts it, tells it to load what is live, or leaves it alone. */
export const restartModes = ['restart', 'reload', 'never'] as const;
export type RestartMode = (typeof restartModes)[number];

/** When a hook runs on the way of a release: a command of the operator, on a host of the app. */
export const hookTimes = ['before-switch', 'after-switch', 'after-start', 'on-failure', 'after-all'] as const;
export type HookTime = (typeof hookTimes)[number];

/** Whether a hook runs on each host, or on one of the group. */
export const hookRuns = ['each', 'once'] as const;
export type HookRun = (typeof hookRuns)[number];

/** In the place of the app on whose host a hook runs once: on the worker, what its config.yml allows by name. */
export const onWorker = 'worker';

/** Whether a release ends where a hook fails, or goes on. */
export const hookFailures = ['fail', 'warn'] as const;

export const serviceOperations = ['start', 'stop', 'restart', 'reload'] as const;
export type ServiceOperation = (typeof serviceOperations)[number];

/** Which trees a download brings. */
export const downloadTrees = ['program', 'config', 'both'] as const;
export type DownloadTrees = (typeof downloadTrees)[number];
