import { failedError, asText, firstOf, semicolons, type Details, type ErrorEntry } from './entry.js';
import { debianPackage } from './packagePrograms.js';

/** The files and hosts of PLAN_CHANGED, as the end of its sentence; nothing where none are known. */
const differing = ({ files = [], hosts = [] }: Details): string =>
  [
    { what: 'files', names: asText(files) },
    { what: 'hosts', names: asText(hosts) },
  ]
    .filter(({ names }) => names !== '')
    .map(({ what, names }) => `; ${what}: ${names}`)
    .join('');

/** The words that take away what a setting leaves out of a package. */
export const clearing = (setting: string): string => (setting === 'package.strip' ? `${setting}=0` : `'${setting}=[]'`);

/** What a release is made of: packages, trees, init commands, files of this machine. */
export const bundleErrors = {
  DOWNLOAD_FAILED: failedError(
    'input',
    (d) => `url: ${asText(d.url)} could not be fetched: ${asText(d.reason)}`,
    () =>
      'Open the url from the machine of the worker (curl -I); mend it, or the proxy or firewall between, and post again.',
  ),
  DOWNLOAD_TIMEOUT: failedError(
    'input',
    (d) => `url: ${asText(d.url)} was not fetched within ${asText(d.seconds)} s`,
    () => 'See how fast the package server answers the machine of the worker, or raise package.timeout in config.yml.',
  ),
  DOWNLOAD_TOO_LARGE: failedError(
    'input',
    (d) => `url: ${asText(d.url)} is larger than the limit of ${asText(d.limit)} bytes`,
    () => 'Make sure the url names the right package; if so, raise package.max_bytes in config.yml.',
  ),
  DOWNLOAD_MISMATCH: failedError(
    'input',
    (d) =>
      `url: ${asText(d.url)} is not the file that was promised: its sha256 is ${asText(d.found)}, by ${asText(d.at)} it is ${asText(d.expected)}`,
    () =>
      'Publish package and sum anew, together, or find out who changed one of them; then post again with the right sum.',
  ),
  DOWNLOAD_UNCHECKED: failedError(
    'input',
    (d) =>
      `url: ${asText(d.url)} comes without a sum: ${d.status !== undefined ? `the server answered ${asText(d.status)} for ${asText(d.at)}` : `what lies at ${asText(d.at)} ${d.others !== undefined ? 'has sums of other files only' : 'is no sum'}`}`,
    () => 'Publish it there (sha256sum FILE > FILE.sha256), or give it with the release: --sha256 SUM.',
  ),
  ARCHIVE_UNKNOWN: failedError(
    'input',
    (d) => `the package ${asText(d.file)} is named like an archive but is none: ${asText(d.reason)}`,
    () =>
      'Look at the file itself, often a login or error page; publish or upload the package, or name it as what it is.',
  ),
  ARCHIVE_DAMAGED: failedError(
    'input',
    (d) => `the package ${asText(d.file)} cannot be unpacked: ${asText(d.reason)}`,
    () => 'Test the package where it was built (gzip -t, unzip -t), build or upload it again and post again.',
  ),
  ARCHIVE_UNSUPPORTED: failedError(
    'input',
    (d) => `the package ${asText(d.file)} cannot be unpacked here: ${asText(d.what)}`,
    (d) =>
      d.program === undefined
        ? 'Pack it as tar.gz or zip (without encryption or rare methods), and release that.'
        : `Install ${asText(d.program)} on the machine of the worker (apt-get install ${debianPackage(d.program)}), or pack it as tar.gz, and post again.`,
  ),
  ARCHIVE_NAMES_UNREADABLE: failedError(
    'input',
    (d) =>
      `the package ${asText(d.file)} holds a name that is ${d.encoding === undefined ? 'not UTF-8, and its character set is not known' : `neither UTF-8 nor ${asText(d.encoding)}`}; it might be ${asText(d.guesses) || 'anything'}`,
    () =>
      'Pack it with names in UTF-8, or say what they are in: rexflow group set GROUP package.names=gb18030 (or another that is offered).',
  ),
  PACKAGE_UNFIT: failedError(
    'input',
    (d) =>
      d.settings === undefined
        ? `the package ${asText(d.file)} cannot be what was meant: it holds ${asText(d.found)}`
        : `the package ${asText(d.file)} does not fit ${asText(d.settings)} of its group: at its top it holds ${asText(d.found)}`,
    (d) =>
      d.settings === undefined
        ? 'Look at what the url or the build gives (curl -sSL URL | head -c 300): often a login, an error page or a broken upload; then post again.'
        : `Look at its names (tar -tf, unzip -l), and mend the build or the setting, which rexflow group set GROUP ${clearing(firstOf(d.settings))} takes away; then post again.`,
  ),
  ARCHIVE_TOO_LARGE: failedError(
    'input',
    (d) => `the package ${asText(d.file)} unpacks to more than the limit of ${asText(d.limit)} ${asText(d.unit)}`,
    (d) =>
      `Look at what the package holds; if it is right, raise package.${d.unit === 'bytes' ? 'max_unpacked' : 'max_entries'} in config.yml.`,
  ),
  ARCHIVE_ESCAPES: failedError(
    'input',
    (d) => `the package ${asText(d.file)} holds "${asText(d.entry)}", which leads outside of its directory`,
    () => 'Build the package without absolute paths, .. and links that lead out of it.',
  ),
  ARCHIVE_NAME_NOT_ALLOWED: failedError(
    'input',
    (d) =>
      `the package holds ${asText(d.names)} at its top, but package.top (checkdir) allows ${asText(d.allowed) || 'nothing'}`,
    () =>
      `Mend the package, or add the names: rexflow group set GROUP 'package.top=["index.html"]' (column checkdir), or set package.check_dir of config.yml to false.`,
  ),
  TREE_MISSING: failedError(
    'input',
    (d) => `${asText(d.what)}: the directory ${asText(d.path)} does not exist`,
    () => 'Fill the directory (Enter:route:download with update=1), or make sure all workers share `directories`.',
  ),
  TREES_MISSING: failedError(
    'input',
    (d) => `${asText(d.what)}: missing or empty: ${asText(d.paths)}`,
    () =>
      'Fill them (action Enter:route:download, with update=1 the update directory; action Deploy:Core:syncpro the staging ones) and post again.',
    (d) => `${asText(d.what)}: 目录不存在或为空: ${asText(d.paths)}`,
  ),
  TREE_EMPTY: failedError(
    'input',
    (d) => `${asText(d.what)}: the directory ${asText(d.path)} is empty, there is nothing to release`,
    () => 'Put what is to be released there (Enter:route:download with update=1 brings what is live) and post again.',
  ),
  TREE_ESCAPES: failedError(
    'input',
    (d) => `${asText(d.what)}: the link ${asText(d.path)} leads outside of its directory`,
    () => 'Replace the link by what it points at, or by one that stays inside of the directory.',
  ),
  TREE_CONFLICT: failedError(
    'input',
    (d) => `${asText(d.what)}: ${asText(d.path)} cannot be merged: ${asText(d.reason)}`,
    () => 'Make both sides a file or both a directory, or post with full=2, which replaces instead of merging.',
  ),
  FILES_MISSING: failedError(
    'input',
    (d) => `${asText(d.what)}: ${asText(d.paths)} not found in ${asText(d.dir)}`,
    () => "Put the files there, or take their names out of the app's config_dir in the catalogue.",
  ),
  SOURCE_APP_MISSING: failedError(
    'input',
    (d) => `senv: ${asText(d.senv)} has no app of the group ${asText(d.group)}`,
    (d) =>
      `Add an app with this local_name to the catalogue of ${asText(d.senv)}, or release from another environment.`,
  ),
  PLAN_CHANGED: failedError(
    'input',
    (d) => `what was planned is no longer so: ${asText(d.changes)}${differing(d)}`,
    () => 'Look at a new plan, and release with its hash.',
  ),
  DRIFTED: failedError(
    'input',
    (d) =>
      d.late === undefined
        ? `files were changed by hand, and the release would take them away: ${semicolons(d.hosts)}. Nothing was switched`
        : `files were changed by hand since the release was prepared, and it would take them away: ${semicolons(d.hosts)}. Nothing was switched there`,
    (d) =>
      `See them: rexflow drift ${firstOf(d.apps)}. Then release again with --on-drift overwrite (they go) or --on-drift keep (they stay).`,
    (d) =>
      d.late === undefined
        ? `主机上有手工修改的文件，发布会覆盖它们: ${semicolons(d.hosts)}。未做任何切换`
        : `发布准备之后主机上又有手工修改的文件，发布会覆盖它们: ${semicolons(d.hosts)}。该主机未切换`,
  ),
  DRIFT_NOT_KEPT: failedError(
    'input',
    (d) =>
      `files that were changed by hand cannot be kept, since the release brings other contents there, or too many differ: ${semicolons(d.hosts)}. Nothing was switched`,
    (d) =>
      `See them: rexflow drift ${firstOf(d.apps)}. Bring what is to stay into the program, then release with --on-drift overwrite.`,
    (d) => `手工修改的文件无法保留，因为新版本也修改了这些文件，或数量过多: ${semicolons(d.hosts)}。未做任何切换`,
  ),
  BASE_DRIFTED: failedError(
    'input',
    (d) =>
      `full=1 merges over the release ${asText(d.release)}, but the store does not have it any more, and no host holds it unchanged: ${semicolons(d.hosts)}`,
    (d) =>
      `Release the whole program with full=2, or put the files right on one host (rexflow drift ${firstOf(d.app)} names them).`,
    (d) =>
      `full=1 以版本 ${asText(d.release)} 为基础合并，但存储中已没有该版本，且没有主机保持其原样: ${semicolons(d.hosts)}`,
  ),
  SOURCE_MOVED: failedError(
    'input',
    (d) => `${asText(d.app)} of ${asText(d.senv)} runs the release ${asText(d.found)}, not ${asText(d.expected)}`,
    () => 'Promote what it runs now, or bring the expected release back there first.',
  ),
  BUNDLE_GONE: failedError(
    'input',
    (d) => `the bundle of job ${asText(d.job)} is no longer in the store, it cannot be sent again`,
    () => 'Release anew, from the same source; raise release.keep_bundles in config.yml to be able to retry longer.',
  ),
  GROUP_NOT_SEALED: failedError(
    'input',
    (d) =>
      `the bundle of job ${asText(d.job)} has no program for ${asText(d.group)}: all its hosts were out of service then`,
    (d) =>
      `Release ${asText(d.group)} by itself, which nothing of that job was brought to: rexflow release ${asText(d.group)}.`,
  ),
  PACKAGE_GONE: failedError(
    'input',
    (d) => `bundle: the package ${asText(d.bundle)} is no longer in the store`,
    () =>
      'Upload it again (it gets the same id) and retry; raise release.keep_packages in config.yml to keep uploads longer.',
  ),
  PACKAGE_ELSEWHERE: failedError(
    'input',
    (d) => `bundle: the package ${asText(d.bundle)} is not in the store of this worker (${asText(d.store)})`,
    () =>
      'Let directories.store of gateway and workers be one place (rexflow doctor names who differs), upload it again and retry.',
    (d) => `bundle: 本worker的存储目录 (${asText(d.store)}) 中没有上传包 ${asText(d.bundle)}`,
  ),
  DIRECTORY_AWAY: failedError(
    'disk',
    (d) =>
      `no living worker has the ${asText(d.directory)} the request was accepted for (mark ${asText(d.mark)}); waited ${asText(d.seconds)} s; seen: ${asText(d.seen) || 'none'}`,
    (d) =>
      `Start a worker that has it, or mount the volume with this mark as ${asText(d.directory)} of all (rexflow doctor names who differs); then post again.`,
    (d) =>
      `没有存活的worker拥有该请求所用的${asText(d.directory)} (标识 ${asText(d.mark)}), 已等待 ${asText(d.seconds)} 秒`,
  ),
  PACKAGE_HOOKS_INVALID: failedError(
    'input',
    (d) => `${asText(d.file)} in the program of ${asText(d.group)} is not usable: ${asText(d.problems)}`,
    (d) =>
      `Mend ${asText(d.file)} in the package, or run none of its hooks (hooks.fromPackage=false of the group). Then post again.`,
  ),
  INIT_COMMAND_FAILED: failedError(
    'hook',
    (d) => `${asText(d.command)} of ${asText(d.of)} ended with status ${asText(d.status)}: ${asText(d.output)}`,
    (d) => `Run the ${asText(d.command)} of the catalogue by hand on the machine of the worker, mend it, post again.`,
  ),
  LOCAL_IO: failedError(
    'disk',
    (d) => `${asText(d.what)}: ${asText(d.reason)}`,
    () =>
      "On the worker's machine, look at owner, rights and free space (df, ls -ld) of the `directories` of config.yml.",
  ),
} satisfies Record<string, ErrorEntry>;
