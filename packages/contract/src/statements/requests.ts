import type { StatementWords } from '../words/statement.js';

const removed = 'the .rexflow that its live links run through was removed';

/** What a request says beside its result, and what it waits for. */
export const requestStatements = {
  'names.count': { message: '{n} more' },
  'warning.error': { message: '{error}' },
  'warning.leftOut': { message: 'left out: {error}' },
  'warning.leftOutMore': { message: 'left out: {n} more, see rexflow problems' },
  'warning.gone': {
    message:
      'left out: {apps}, which the catalogue has no more; rexflow changes tells who removed it, rexflow app add brings it back',
  },
  'warning.skipped': { message: 'skipped: {apps}, since {host} is out of service ({reason}; {by}, {since})' },
  'warning.skippedUntil': {
    message: 'skipped: {apps}, since {host} is out of service ({reason}; {by}, {since} until {until})',
  },
  'warning.notUndone': {
    message:
      'not undone: {apps}, of which it is not known what the release left there; look at them with rexflow check',
  },
  'hook.notTaken': {
    message: '{group}: the hooks of {file} in the program are not run',
    advice: 'Where they are to be: rexflow group set {group} hooks.fromPackage=true',
  },
  'hook.warned': { message: 'the hook {hook} ended with status {status}, and the release went on' },
  'hook.notUndone': { message: 'what ran once was not undone: {reason}' },
  'hook.stays': {
    message: 'it was not put back: the hook {hook} says that what it did cannot be undone (reversible: false)',
  },
  'warning.onHost': { message: '{app} ({host}): {what}' },
  'warning.onHosts': { message: '{apps}: {what}' },
  'wayBack.rebuilt': {
    message: `${removed}; they were built again to {to}, which the records hold as live, so the way back is kept`,
  },
  'wayBack.removed': { message: `${removed}; a release builds them again to {to}, which the records hold as live` },
  'wayBack.lost': { message: `${removed}, and {to} is gone as well: there is no way back to what ran before` },
  'warning.ends': {
    message:
      'its unit ends at the logout of the user who logs in; let it stay, as that user on the host: loginctl enable-linger',
  },
  'warning.ahead': {
    message:
      'the host was ahead of the database (fence {seen}, the database had {was}), which is older than what was done there, as after a restore: caught up; look whether its records are what you want',
  },
  'source.drifted': {
    message: '{app} of {environment} is not exactly its release {release}: {n} files differ ({paths})',
  },
  'git.submodules': {
    message: 'of the submodules of {group} nothing is released: {paths}',
  },
  'package.leftOut': {
    message: 'left out of the package for {group}: {n} entries that macOS adds and no program needs ({names})',
  },
  'tree.shared': {
    message: '{group}: {paths} of the package was left out, since it outlives releases',
  },
  'tree.sharedLinks': {
    message: '{group}: the package has links of its own at {paths}, which were left out: what is kept there counts',
  },
  'tree.program': { message: 'the program of {name}' },
  'tree.config': { message: 'the configuration of {name}' },
  'tree.bits': {
    message: '{what}: setuid and setgid do not travel, they were taken from {paths}',
  },
  'tree.bitsKept': { message: '{what}: setuid and setgid travel with {paths}, as package.setuid says' },
  'base.silent': {
    message:
      '{apps} did not tell what is live: what the records hold of that counts for what the package is merged over',
  },
  'base.notLive': {
    message: '{apps} will change more than the package: it is merged over {release}, which is not live there',
  },
  'base.found': {
    message:
      '{apps} will change more than the package: it is merged over what runs on {first}, since nothing is known to be released there, and they run something else',
  },
  'base.untold': { message: 'it cannot tell whether it was changed' },
  'base.noAnswer': { message: 'it did not tell what is live' },
  'base.noSum': { message: 'nothing is recorded to hold its files against' },
  'base.notAsSealed': { message: 'its files are not what was released, though it says so' },
  'hosts.more': { message: 'and {n} more hosts' },
  'waits.worker': { message: 'a worker to take it up' },
  'waits.held': { message: '{app}, held by {by}' },
  'waits.next': { message: '{app}, which is next for {by}' },
  'waits.job': { message: 'job {job} ({action} by {caller})' },
  'waits.original': { message: 'the original ({caller}) since {since}' },
  'waits.hold': {
    message: 'the end of the hold of the installation ({reason}; {by}, since {since}), which {command} ends',
  },
  'waits.pause': { message: 'somebody to let it go on, since {by} paused it at {since}: {command}' },
  'waits.pauseBecause': {
    message: 'somebody to let it go on, since {by} paused it at {since} ({reason}): {command}',
  },
  'waits.holder': { message: 'the worker that held {app} last to end, or to be given up' },
  'waits.answer': { message: '{host} to answer' },
  'waits.again': { message: '{error} (try {n})' },
  'waits.directory': { message: 'a worker that has the {directory} of the request' },
  'waits.command': { message: 'another command on this host' },
  'waits.still': { message: 'the transfer: no byte for {n} s' },
  'waits.moves': { message: 'the transfer, which moves again' },
  'drift.replaced': {
    message: 'files that were changed by hand are replaced: {files}; they stay in the release that was live there',
  },
  'drift.kept': { message: 'files that were changed by hand are kept: {files}' },
  'drift.left': {
    message: 'files that were changed by hand stay behind: {files}; they lie in the release that was live there',
  },
  'drift.unseen': {
    message:
      'whether files were changed by hand could not be told, since the host could not {what} in time; what was changed stays in the release that was live there',
  },
  'move.directoryStopped': {
    message:
      '{path} is a plain directory: while the application is stopped it is renamed to {to}, and a link takes its place; between the two renames the path is missing, mostly for less than 50 ms, and the release says for how long; an undo leads the link to it',
  },
  'move.directoryRunning': {
    message:
      '{path} is a plain directory: while the application runs it is renamed to {to}, and a link takes its place; between the two renames the path is missing, mostly for less than 50 ms, and the release says for how long; an undo leads the link to it',
  },
  'move.absent': { message: '{path} was missing for at most {ms} ms, until a link took its place' },
  'move.absentUnmeasured': {
    message:
      '{path} was missing until a link took its place; the host was interrupted between, so that nobody measured it',
  },
  'move.leftBehind': {
    message: 'came with no release, and would be left behind: {files}; to have it outlive releases: {command}',
  },
  'change.changed': { message: 'changed {path}' },
  'change.deleted': { message: 'deleted {path}' },
  'change.added': { message: 'added {path}' },
  'change.unreadable': { message: 'unreadable {path}' },
  'plan.notKept': { message: 'the plan is not kept any more' },
  'plan.notPlanned': { message: '{app} was not planned for' },
  'plan.appGone': { message: '{app} is not among the apps any more' },
  'plan.moved': { message: '{what} of {app} is {now}, not {before}' },
  'plan.liveProgram': { message: 'the live program' },
  'plan.liveConfig': { message: 'the live configuration' },
  'plan.host': { message: 'the host' },
  'plan.batch': { message: 'the batch' },
  'plan.restarts': { message: 'whether it is restarted' },
  'plan.hooks': { message: 'what its hooks run' },
  'plan.commands': { message: 'what the commands run that the plan did not is {now}, not {before}' },
  'plan.commandsLeft': {
    message: 'not run by this plan: {commands}; what is listed is what they find, and a release runs them',
    advice: 'To see what they make, plan with --run-commands, `runCommands` in /v1, or the box of the console.',
  },
  'plan.byHandOfCommands': {
    message: 'by what the commands make, files changed by hand on {app} ({host}) that go are {now}, not {before}',
  },
  'plan.variables': { message: 'its variables' },
  'plan.adopts': { message: 'what moves out of the live tree' },
  'plan.way': { message: 'the way' },
  'plan.nothing': { message: 'nothing' },
  'plan.none': { message: 'none' },
  'plan.configInPlace': { message: 'the live configuration of {app} on {host} was changed in place' },
  'plan.byHand': { message: 'files changed by hand on {app} ({host}): {now}, not {before}' },
  'plan.base': { message: 'the package of {group} is merged over {now}, not over {before}' },
  'plan.commit': { message: 'the source is at the commit {now}, not at {before}' },
  'plan.otherFiles': { message: 'what would be released has other files than the plan' },
  'plan.otherProgram': { message: 'the program of {name} has other contents: {paths}' },
  'plan.otherConfig': { message: 'the configuration of {name} has other contents: {paths}' },
  'plan.rollout': { message: 'the policy, the batches or the confirmation are others' },
  'plan.more': { message: 'and {n} more changes' },
  'environment.unread': { message: '{code}: {error}' },
  'environment.unreadAdvised': { message: '{code}: {error}', advice: '{advice}' },
  'compare.noBundle': { message: 'release {release} put no bundle together: it ended before that' },
  'compare.notYet': { message: 'release {release} has not put its bundle together yet' },
  'compare.gone': {
    message:
      'the bundle of release {release} is not kept any more (release.keep_bundles in config.yml says how many are)',
  },
} as const satisfies Record<string, StatementWords>;
