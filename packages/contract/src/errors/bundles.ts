import { failed, say, type Entry } from './entry.js';

/** What a release is made of: packages, trees, init commands, files of this machine. */
export const bundles = {
  DOWNLOAD_FAILED: failed(
    'input',
    (d) => `url: ${say(d.url)} could not be fetched: ${say(d.reason)}`,
    () =>
      'Open the url from the machine of the worker (curl -I); mend it, or the proxy or firewall between, and post again.',
  ),
  DOWNLOAD_TIMEOUT: failed(
    'input',
    (d) => `url: ${say(d.url)} was not fetched within ${say(d.seconds)} s`,
    () => 'See how fast the package server answers the machine of the worker, or raise package.timeout in config.yml.',
  ),
  DOWNLOAD_TOO_LARGE: failed(
    'input',
    (d) => `url: ${say(d.url)} is larger than the limit of ${say(d.limit)} bytes`,
    () => 'Make sure the url names the right package; if so, raise package.max_bytes in config.yml.',
  ),
  ARCHIVE_UNKNOWN: failed(
    'input',
    (d) => `the package ${say(d.file)} is named like an archive but is none: ${say(d.reason)}`,
    () =>
      'Look at the file itself, often a login or error page; publish or upload the package, or name it as what it is.',
  ),
  ARCHIVE_DAMAGED: failed(
    'input',
    (d) => `the package ${say(d.file)} cannot be unpacked: ${say(d.reason)}`,
    () => 'Test the package where it was built (gzip -t, unzip -t), build or upload it again and post again.',
  ),
  ARCHIVE_TOO_LARGE: failed(
    'input',
    (d) => `the package ${say(d.file)} unpacks to more than the limit of ${say(d.limit)} ${say(d.unit)}`,
    (d) =>
      `Look at what the package holds; if it is right, raise package.${d.unit === 'bytes' ? 'max_unpacked' : 'max_entries'} in config.yml.`,
  ),
  ARCHIVE_ESCAPES: failed(
    'input',
    (d) => `the package ${say(d.file)} holds "${say(d.entry)}", which leads outside of its directory`,
    () => 'Build the package without absolute paths, .. and links that lead out of it.',
  ),
  ARCHIVE_NAME_NOT_ALLOWED: failed(
    'input',
    (d) => `the package holds ${say(d.names)} at its top, but checkdir allows ${say(d.allowed) || 'nothing'}`,
    () =>
      "Mend the package, or add the names to the app's checkdir in the catalogue, or set package.check_dir to false.",
  ),
  TREE_MISSING: failed(
    'input',
    (d) => `${say(d.what)}: the directory ${say(d.path)} does not exist`,
    () => 'Fill the directory (Enter:route:download with update=1), or make sure all workers share `directories`.',
  ),
  TREES_MISSING: failed(
    'input',
    (d) => `${say(d.what)}: missing or empty: ${say(d.paths)}`,
    () =>
      'Fill them (action Enter:route:download, with update=1 the update directory; action Deploy:Core:syncpro the staging ones) and post again.',
    (d) => `${say(d.what)}: 目录不存在或为空: ${say(d.paths)}`,
  ),
  TREE_EMPTY: failed(
    'input',
    (d) => `${say(d.what)}: the directory ${say(d.path)} is empty, there is nothing to release`,
    () => 'Put what is to be released there (Enter:route:download with update=1 brings what is live) and post again.',
  ),
  TREE_ESCAPES: failed(
    'input',
    (d) => `${say(d.what)}: the link ${say(d.path)} leads outside of its directory`,
    () => 'Replace the link by what it points at, or by one that stays inside of the directory.',
  ),
  TREE_CONFLICT: failed(
    'input',
    (d) => `${say(d.what)}: ${say(d.path)} cannot be merged: ${say(d.reason)}`,
    () => 'Make both sides a file or both a directory, or post with full=2, which replaces instead of merging.',
  ),
  FILES_MISSING: failed(
    'input',
    (d) => `${say(d.what)}: ${say(d.paths)} not found in ${say(d.dir)}`,
    () => "Put the files there, or take their names out of the app's config_dir in the catalogue.",
  ),
  SOURCE_APP_MISSING: failed(
    'input',
    (d) => `senv: ${say(d.senv)} has no app of the group ${say(d.group)}`,
    (d) => `Add an app with this local_name to the catalogue of ${say(d.senv)}, or release from another environment.`,
  ),
  PLAN_CHANGED: failed(
    'input',
    (d) => `what was planned is no longer so: ${say(d.changes)}`,
    () => 'Look at a new plan, and release with its hash.',
  ),
  SOURCE_MOVED: failed(
    'input',
    (d) => `${say(d.app)} of ${say(d.senv)} runs the release ${say(d.found)}, not ${say(d.expected)}`,
    () => 'Promote what it runs now, or bring the expected release back there first.',
  ),
  BUNDLE_GONE: failed(
    'input',
    (d) => `the bundle of job ${say(d.job)} is no longer in the store, it cannot be sent again`,
    () => 'Release anew, from the same source; raise release.keep_bundles in config.yml to be able to retry longer.',
  ),
  PACKAGE_GONE: failed(
    'input',
    (d) => `bundle: the package ${say(d.bundle)} is no longer in the store`,
    () =>
      'Upload it again (it gets the same id) and retry; raise release.keep_packages in config.yml to keep uploads longer.',
  ),
  PACKAGE_ELSEWHERE: failed(
    'input',
    (d) => `bundle: the package ${say(d.bundle)} is not in the store of this worker (${say(d.store)})`,
    () =>
      'Let directories.store of gateway and workers be one place (rexflow doctor names who differs), upload it again and retry.',
    (d) => `bundle: 本worker的存储目录 (${say(d.store)}) 中没有上传包 ${say(d.bundle)}`,
  ),
  DIRECTORY_AWAY: failed(
    'disk',
    (d) =>
      `no living worker has the ${say(d.directory)} the request was accepted for (mark ${say(d.mark)}); waited ${say(d.seconds)} s; seen: ${say(d.seen) || 'none'}`,
    (d) =>
      `Start a worker that has it, or mount the volume with this mark as ${say(d.directory)} of all (rexflow doctor names who differs); then post again.`,
    (d) => `没有存活的worker拥有该请求所用的${say(d.directory)} (标识 ${say(d.mark)}), 已等待 ${say(d.seconds)} 秒`,
  ),
  INIT_COMMAND_FAILED: failed(
    'hook',
    (d) => `${say(d.command)} of ${say(d.of)} ended with status ${say(d.status)}: ${say(d.output)}`,
    (d) => `Run the ${say(d.command)} of the catalogue by hand on the machine of the worker, mend it, post again.`,
  ),
  LOCAL_IO: failed(
    'disk',
    (d) => `${say(d.what)}: ${say(d.reason)}`,
    () =>
      "On the worker's machine, look at owner, rights and free space (df, ls -ld) of the `directories` of config.yml.",
  ),
} satisfies Record<string, Entry>;
