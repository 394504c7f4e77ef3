import type { StatementWords } from '../words/statement.js';

const mendRows = 'Mend these rows of the catalogue: until then their apps are refused by name, the others are not.';
const belongApart =
  'the database belongs to {database}, the store in {dir} to {store}: hosts of the other one are refused, and after a restore none is caught up with';
const storeRoom = '{free} of {total} MiB are free below {dir}';

/** What the doctor finds of the installation itself, beside its servers. */
export const installationStatements = {
  'rows.usable': { message: 'every row of the catalogue can be used' },
  'rows.unusable': { message: '{problems;}', advice: mendRows },
  'rows.unusableMore': { message: '{problems;}; and {n} more, which the action list names', advice: mendRows },
  'hold.none': { message: 'the installation is not held' },
  'hold.held': { message: '{hold}', advice: 'When the reason is gone: {command}.' },
  'installation.nobody': { message: 'nobody' },
  'installation.nameless': {
    message: 'it has no name yet',
    advice: 'Start a worker: the first one gives the database and the store a name.',
  },
  'installation.agreed': { message: 'this is {who}, by database and store' },
  'installation.databaseOther': {
    message: belongApart,
    advice:
      "If the database is this one's: rexflow takeover all --reason TEXT. If the store is another one's: set directories.store right and restart.",
  },
  'installation.storeOther': {
    message: belongApart,
    advice:
      'Give this installation a store of its own (directories.store), or, if {dir} is its own, remove {dir}/.installation; then restart the workers.',
  },
  'git.there': { message: 'every worker has what {groups} need, whose source is git' },
  'git.lacking': {
    message: '{groups} have a repository of git as their source, and workers lack programs for it: {workers}',
    advice:
      'Install them on the machine of each worker (apt-get install git openssh-client util-linux) and start it anew.',
  },
  'git.ofWorker': { message: '{worker} ({programs})' },
  'looks.off': {
    message: 'fleet.look is 0: no worker looks at hosts, so that "failing" and "last seen" are as requests left them',
  },
  'looks.seen': { message: '{seen} of {hosts} hosts were seen within {time}' },
  'looks.late': {
    message: '{seen} of {hosts} hosts were seen within {time}; the next one waits for its look since {late}',
    advice:
      'Start a worker, or one more (rexflow doctor, workers.alive); or raise fleet.look in config.yml. Looks wait while a worker has requests in hand.',
  },
  'directories.place': { message: '{path} of {names}' },
  'directories.differ': {
    message: '{directory} is not one place: {places;}',
    advice: 'Mount the same volume on each of these machines, let {directory} lead to it, and restart.',
  },
  'directories.copied': {
    message: '{directory} is not one place: {places;} (one is a copy of the other, mark and all)',
    advice:
      'Mount one volume for all of them; or, where a copy shall be one of its own, remove {mark} in it and restart its processes.',
  },
  'directories.shared': { message: 'gateway and workers that live share their directories, as far as they have them' },
  'directories.ofGateway': { message: 'the gateway' },
  'directories.problem': { message: '{directory} of {who}: {problem}' },
  'directories.unmarked': {
    message: '{problems}',
    advice: 'Mount the volume, and let rexflow write there (chown), or make the mark yourself: uuidgen >{mark} in it.',
  },
  'sources.database': { message: 'the database of {environment} (MySQL {host}:{port}, {database})' },
  'sources.readable': { message: '{database} answers, and {table} can be read' },
  'sources.lacking': {
    message: '{table} in {database} lacks {columns}',
    advice: 'Name the table of the catalogue under environments.{environment}.tables, or add the columns.',
  },
  'store.writable': { message: '{dir} can be written to' },
  'store.unwritable': {
    message: '{reason}',
    advice: 'Give directories.store to the user of the gateway (chown), or mount it writable.',
  },
  'store.room': { message: storeRoom },
  'store.little': {
    message: storeRoom,
    advice:
      'Make room: lower release.keep_bundles or release.keep_packages, or move directories.store. One package of package.max_bytes has to fit.',
  },
  'hostKeys.file': { message: 'hosts have to show a key of {file}; the action doctor asks each of them' },
  'hostKeys.recorded': { message: 'each of {n} hosts has a recorded key' },
  'hostKeys.unrecorded': {
    message: '{n} of {of} hosts have no recorded key: {hosts}',
    advice:
      'The key a host shows first will be believed: run the action doctor on them from a network you trust, and compare GET /v1/hosts.',
  },
  'names.all': { message: 'k can name every app and group' },
  'names.unnameable': {
    message: 'k cannot name {names}: blanks and commas separate names, and "all" is every app',
    advice:
      'Rename them in the catalogue (app_key, local_name); until then name an app by its group, a group by its apps.',
  },
  'version.one': { message: 'the gateway is rexflow {version}, and so are {n} workers' },
  'version.several': {
    message: 'the gateway is rexflow {version}, but {workers}',
    advice: 'Upgrade all of them, one after the other, and restart them: see the manual, Operations, Upgrade.',
  },
  'version.ofWorker': { message: 'worker {worker} is {version}' },
  'version.earlierWorker': { message: 'worker {worker} is of an earlier version' },
  'files.closed': { message: '{n} secrets are in files that nobody else may read' },
  'files.none': { message: 'config.yml holds no secret and names no file with one' },
  'files.readable': {
    message: 'everybody on the machine of {who} may read {path}, which holds a secret',
    advice: 'Close it: chmod o= {path}. Then change the secret: somebody may have read it.',
  },
  'files.writable': {
    message: 'everybody on the machine of {who} may write to {path}',
    advice: 'Close it: chmod o= {path}, and look at what stands in it: whoever wrote there commands rexflow.',
  },
  'process.least': { message: 'no program runs as root, and none may change itself' },
  'process.root': {
    message: '{who} runs as root, which nothing here needs',
    advice: 'Run it as a user of its own: the manual, Installation with systemd, has the units and the user.',
  },
  'process.program': {
    message: 'the user of {who} may change the program itself',
    advice: 'Give the program to root: chown -R root: the directory it is installed in.',
  },
  'units.same': { message: '{units} are those of this version, and start with the machine' },
  'units.differ': {
    message: '{units} are not those of this version',
    advice:
      'See what differs: diff {installed} {shipped}. Where rexflow setup made them it writes them anew: rexflow setup. Otherwise copy them, systemctl daemon-reload; then restart; keep changes of your own by systemctl edit.',
  },
  'units.disabled': {
    message: '{units} do not start with the machine',
    advice: 'Let them: systemctl enable {units}.',
  },
  'certificate.ofConsole': { message: 'the certificate of {address}' },
  'certificate.ofGateway': { message: 'the certificate of the gateway ({address})' },
  'certificate.ofRedis': { message: 'the certificate of Redis ({address})' },
  'certificate.good': { message: '{certificate} is good until {end}' },
  'certificate.ending': {
    message: '{certificate} ends on {end}, in {days} days',
    advice: 'Renew it where TLS ends (certbot renew, or whoever issued it), and reload that server.',
  },
  'certificate.ended': {
    message: '{certificate} ended on {end}',
    advice: 'Renew it where TLS ends (certbot renew, or whoever issued it), and reload that server.',
  },
  'certificate.ownEnding': {
    message: '{certificate} ends on {end}, in {days} days',
    advice:
      'Renew it, then: rexflow setup --tls-cert FILE --tls-key FILE. Or replace the files of gateway.tls and systemctl reload rexflow-gateway.',
  },
  'certificate.ownEnded': {
    message: '{certificate} ended on {end}',
    advice:
      'Renew it, then: rexflow setup --tls-cert FILE --tls-key FILE. Or replace the files of gateway.tls and systemctl reload rexflow-gateway.',
  },
  'certificate.waiting': {
    message: '{certificate} is good until {end}; another one lies in {file}, which it does not show yet',
    advice: 'Have it read again: systemctl reload rexflow-gateway (SIGHUP).',
  },
  'certificate.unusable': {
    message: '{certificate} is good until {end}, and its next start fails: {reason}',
  },
  'certificate.otherName': {
    message: '{certificate} is for {names}, not for {host} of environments.{environment}.url',
    advice: 'Have one made for that name, or write the name people use into environments.{environment}.url.',
  },
  'certificate.unseen': {
    message: '{certificate} was not shown: {reason}',
    advice: 'Open the address from the machine of the gateway: curl -v {address}.',
  },
  'certificate.silent': { message: 'no answer within {n} s' },
  'certificate.none': { message: 'the server shows none' },
  'tls.noCertificate': { message: 'no certificate in PEM' },
  'tls.noKey': { message: 'no private key in PEM' },
  'tls.lockedKey': { message: 'it is encrypted with a passphrase' },
  'tls.brokenChain': { message: 'what follows the first certificate is none' },
  'tls.tooLarge': { message: 'it has more than {bytes} bytes' },
  'workers.hooksOf': { message: '{worker}: {hooks}' },
  'workers.hooksAllowed': { message: 'each worker allows what hooks run there: {hooks}' },
  'workers.hooksLacking': {
    message: 'hooks are to run on workers what these do not allow: {workers}',
    advice: 'Add it to hooks.allowed in config.yml of these workers, and restart them.',
  },
  'workers.alive': { message: '{n} alive' },
  'workers.none': {
    message: 'no worker is alive: releases wait',
    advice: 'Start a worker with the same config.yml: npm run worker, or its systemd unit.',
  },
  'workers.clocksAgree': { message: 'the clocks of {n} workers agree with that of Redis' },
  'seen.lost': { message: '{path} leads to nothing' },
  'seen.noProcess': { message: 'no process of it runs' },
  'seen.nameless': { message: 'nothing says which processes are its own: service.process is empty' },
  'seen.answers': { message: 'it answers {status}' },
  'seen.answersInstead': { message: 'it answers {status} instead of {expected}' },
  'seen.answersSaying': { message: 'it answers {status}: {answer}' },
  'seen.answersInsteadSaying': { message: 'it answers {status} instead of {expected}: {answer}' },
  'seen.late': { message: 'it has not answered within {seconds} s' },
  'health.passed': { message: '{check} is well' },
  'health.wrong': {
    message: '{check}: {why}',
    advice:
      'If the application runs, try it yourself, from the worker or on the host as the check says, and mend the check: rexflow app show {app} --resolved.',
  },
  'seen.notInARow': { message: 'it was well {n} of {wanted} times in a row' },
  'seen.refusedThere': { message: 'its host opens no connection to it: {reason}' },
  'seen.noForwarding': {
    message: 'the sshd of its host forwards no connection to it: {reason}',
    advice: 'Let sshd forward it (AllowTcpForwarding local or yes, PermitOpen), or leave out from: host.',
  },
  'seen.ends': { message: 'it ends with {status}' },
  'seen.endsSaying': { message: 'it ends with {status}: {answer}' },
  'seen.noLineYet': { message: 'nothing was written to it since the start, and a line "{line}" is waited for' },
  'seen.otherLine': { message: 'no line since the start matches "{line}"; the last is: {answer}' },
  'seen.noExpression': { message: '"{line}" is no regular expression of grep -E there: {reason}' },
  'seen.noFile': { message: 'there is no such file' },
  'seen.unreadable': {
    message: 'it cannot be read by the user who logs in',
    advice: 'Let that user read the file and enter its directory, or name another file.',
  },
  'seen.encoded': { message: 'its answer is said to be {encoding}, and cannot be unpacked' },
  'seen.otherAnswer': { message: 'its answer does not match "{pattern}": {answer}' },
  'seen.atWork': { message: 'a request has been at work on it since' },
  'seen.nobody': { message: 'no worker has looked at its host since' },
} as const satisfies Record<string, StatementWords>;
