import type { StatementWords } from '../words/statement.js';

/** What of a fleet does not go together, and what keeps a change of the catalogue from being made. */
const changes = {
  'fleet.at': { message: '{path}: {problem}' },
  'fleet.otherEnvironment': { message: 'the file is for {environment}, and this is {own}' },
  'fleet.already': { message: 'there is {name} already' },
  'fleet.tooManyMade': { message: 'makes more than {most} entries' },
  'fleet.hostElsewhere': { message: 'the host {name} is in another file already' },
  'fleet.groupElsewhere': { message: 'the group {name} is in another file already' },
  'fleet.appElsewhere': { message: 'the app {name} is in another file already' },
  'fleet.tooMany': { message: 'the files make more than {most} {kinds}' },
  'app.missing': { message: 'is missing: {what}, here or in its group' },
  'app.program': { message: 'the link the application runs from' },
  'app.config': { message: 'the link to its configuration' },
  'app.script': { message: 'the init script' },
  'app.process': { message: 'a word its processes are known by' },
  'app.unit': { message: 'the unit of systemd' },
  'app.supervised': { message: 'the name of its program in supervisor' },
  'app.pm2Name': { message: 'its name in pm2' },
  'app.commands': { message: 'the commands that start and stop it' },
  'app.commandLine': { message: 'a line for the shell of the host' },
  'app.seen': { message: 'a line that writes the ids of its processes, or service.process, a word they are known by' },
  'app.otherService': { message: 'belongs to another type of service ({of}), and service.type is {type}' },
  'app.nothingToReload': { message: 'cannot be reload: service.type none has no process that could load anything' },
  'app.ownPlace': {
    message: 'lies where rexflow keeps what it knows of the apps beside it (.rexflow); take another place',
  },
  'app.notNested': { message: 'has to lie below {program}, as paths.layout is nested' },
  'app.sameAsProgram': { message: 'is the same as paths.program; give it a place of its own' },
  'app.urlScheme': { message: 'has to begin with http:// or https://' },
  'app.noExpression': { message: 'is no regular expression' },
  'app.noHost': {
    message: '"{host}" is no host of the file or the catalogue; describe it below hosts, or name its address',
  },
  'app.noHostNear': { message: '"{host}" is no host of the file or the catalogue; did you mean {near}?' },
  'app.workerCommand': {
    message:
      'is a command that runs on the worker, and gateway.worker_commands of config.yml does not allow to set one',
  },
  'app.live': {
    message: 'cannot be removed: a release of rexflow is live on it; set enabled to false first, then remove it',
  },
  'app.busy': { message: 'cannot be removed: it is being changed by {caller} ({action}, job {job})' },
  'address.bad': { message: '{address} is no host name and no address' },
  'address.taken': { message: '{address} is the address of {name}, too, by the same port and jump' },
  'jump.unknown': { message: '"{jump}" is the name of no host' },
  'jump.unknownNear': { message: '"{jump}" is the name of no host; did you mean {near}?' },
  'jump.circle': { message: 'leads in a circle: {way}' },
  'entry.hostUsed': { message: 'cannot be removed while apps are on it: {apps}' },
  'entry.hostBetween': { message: 'cannot be removed while hosts are reached through it: {hosts}' },
  'entry.groupUsed': { message: 'cannot be removed while it has apps: {apps}' },
  'column.absent': { message: 'the table of the catalogue has no column {column} for it' },
  'column.tooLong': { message: 'has {n} characters in the column {column}, which takes {most}' },
  'column.otherwise': { message: '{value} cannot be kept, the catalogue would hold {held}' },
  'row.error': { message: '{error}' },
  'row.lacks': { message: 'lacks {columns}' },
  'row.meets': { message: 'would be released over another app: {pairs;}; give each a place of its own' },
  'left.noKey': { message: 'the row with id {id} has no app_key that can be a name' },
  'left.several': { message: '{app} is the app_key of several rows (id {ids})' },
  'left.noGroup': { message: '{app} has no local_name that can be a name' },
  'left.unfit': { message: '{app}: {causes;}' },
  'left.setting': { message: '{setting} {what}' },
} as const satisfies Record<string, StatementWords>;

/** What is wrong with rows of the catalogue as they stand, and what puts it right. */
const rows = {
  'row.pair': { message: '{app} and {other} at {path}' },
  'row.misfit': { message: '{column} ({expected})' },
  'row.fileName': { message: 'without "/" and control characters, it becomes a file name' },
  'row.absolute': { message: 'an absolute path without ".." and control characters' },
  'row.ownPlace': {
    message: 'outside of .rexflow/<app_key>, where rexflow keeps what it knows of the apps beside it',
  },
  'row.printable': { message: 'without control characters' },
  'row.address': { message: 'an address or name of a host' },
  'row.layout': { message: '1 or 2' },
  'row.nested': { message: 'below pro_dir, as is_deloy_dir is 1' },
  'row.separate': { message: 'another directory than pro_dir, as is_deloy_dir is 2' },
  'row.belowConfig': { message: 'paths that stay below config_dir' },
  'row.belowProgram': { message: 'a path that stays below pro_dir' },
  'problem.ambiguous': { message: '{error}', advice: 'Give this row an app_key of its own: {cure}.' },
  'problem.meet': {
    message: '{error}',
    advice: 'Give it directories of its own (pro_dir, config_dir), or keep it from being released: {cure}.',
  },
  'problem.left': {
    message: '{error}',
    advice: 'See what is there, and take it away: {cure}. Or put the app back into the catalogue.',
  },
  'problem.behind': { message: '{error}', advice: 'See what is there, and take it away: {cure}.' },
  'problem.incomplete': { message: '{error}', advice: 'Correct what is named: {cure}.' },
} as const satisfies Record<string, StatementWords>;

export const catalogueStatements = { ...changes, ...rows };
