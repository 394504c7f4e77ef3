import type { StatementWords } from '../words/statement.js';

const onHost = 'an absolute path without ".."';
const below = 'a relative path without ".."';
const time = 'as 90s or 5m, at most an hour';
const ranges = 'a name may hold a range such as [01..08]';

/** What each setting of a fleet file is for, by its keys: the schema says it, and so does what is wrong with a value. */
export const settingStatements = {
  'setting.version': { message: 'Of the form of this file' },
  'setting.environment': { message: 'The environment it is for; it is refused by others' },
  'setting.defaults': { message: 'Settings of every group of this file' },
  'setting.hosts': { message: `Hosts by name; ${ranges}` },
  'setting.groups': { message: 'Groups of apps that run the same program, by name' },
  'setting.apps': { message: `Its apps by name; ${ranges}` },
  'setting.address': { message: 'A host name or an address' },
  'setting.login': { message: 'How one logs in; what is not said is as config.yml has it' },
  'setting.login.user': { message: 'User to log in as' },
  'setting.login.port': { message: 'Port of sshd' },
  'setting.login.jump': { message: 'Name of the host to go through' },
  'setting.login.become': {
    message: 'By what the user acts as root where a service of the machine asks for that; without a password',
  },
  'setting.labels': { message: 'Words to find it by' },
  'setting.labels.value': { message: 'A value' },
  'setting.group': { message: 'Name of its group' },
  'setting.host': { message: 'Name of its host, or its address' },
  'setting.title': { message: 'What people call it' },
  'setting.note': { message: 'What one should know of it' },
  'setting.kind': { message: 'What kind of program it is, such as tomcat or node; shown only' },
  'setting.enabled': { message: 'It is released; false keeps it from that' },
  'setting.port': { message: 'The port it listens on' },
  'setting.logs': { message: 'Where the application writes its logs' },
  'setting.logs.directory': { message: `Their directory: ${onHost}` },
  'setting.logs.file': { message: 'The name of the file; between two # stands a date as strftime writes it' },
  'setting.paths': { message: 'Where the app lies on its host' },
  'setting.paths.program': { message: `The link the application runs from: ${onHost}` },
  'setting.paths.config': { message: `The link to its configuration: ${onHost}` },
  'setting.paths.layout': { message: 'separate: the configuration lies beside the program; nested: inside it' },
  'setting.paths.backup': {
    message: 'nested: where a replaced program goes, to release.backup_dir or beside the program',
  },
  'setting.paths.place': {
    message: 'nested: where a new program is put, in release.baseapp_dir or beside the program',
  },
  'setting.package': { message: 'What a package of it holds' },
  'setting.package.top': { message: 'The names it may have at its top' },
  'setting.package.top.name': { message: 'A name' },
  'setting.package.into': { message: `Where in the program it is merged: ${below}` },
  'setting.package.pattern': { message: 'A pattern' },
  'setting.package.strip': { message: 'Directories at its top that are taken off: 1 for the one it was packed in' },
  'setting.package.include': {
    message:
      'Only what matches one of these is taken: lib/*.js from the top, *.js anywhere; a directory with all in it',
  },
  'setting.package.exclude': { message: 'What matches one of these is left out; a pattern is written as for include' },
  'setting.package.setuid': {
    message: 'Files that match one of these keep setuid and setgid, which are taken from all others',
  },
  'setting.package.names': { message: 'The character set of its names where they are not UTF-8' },
  'setting.package.configFiles': {
    message: 'The files of the configuration directory that are configuration; all where none is named',
  },
  'setting.package.configFiles.file': { message: `A file: ${below}` },
  'setting.service': { message: 'How the application is started and stopped' },
  'setting.service.type': {
    message: 'What starts it; none: nothing does, as for files that a web server gives out',
  },
  'setting.service.script': { message: `init: the script, called with start and stop: ${onHost}` },
  'setting.service.process': { message: 'init, command: a word of the command line by which its processes are known' },
  'setting.service.unit': { message: 'systemd: its unit' },
  'setting.service.manager': {
    message: 'systemd: whose unit it is, that of the machine or that of the user who logs in',
  },
  'setting.service.program': { message: 'supervisor: its program, or a group as name:*' },
  'setting.service.name': { message: 'pm2: its name' },
  'setting.service.file': {
    message:
      'pm2, compose: the file it is started by, absolute or below the program; compose.yaml where compose is told none',
  },
  'setting.service.project': { message: 'compose: the name of its project' },
  'setting.service.services': {
    message: 'compose: the services of the project that are meant; all where none is named',
  },
  'setting.service.services.name': { message: 'A service of the project' },
  'setting.service.config': { message: `supervisor: the configuration of supervisorctl: ${onHost}` },
  'setting.service.commands': {
    message: 'command: lines for the shell of the host, in the directory of the program',
  },
  'setting.service.commands.start': { message: 'Starts it, and comes back' },
  'setting.service.commands.stop': { message: 'Stops it' },
  'setting.service.commands.reload': { message: 'Lets it load what is live' },
  'setting.service.commands.status': { message: 'Writes the ids of its processes; nothing where it does not run' },
  'setting.service.restart': {
    message:
      'restart: it is stopped before the switch and started after it; reload: it runs on and is told to load what is live; never: it runs on',
  },
  'setting.service.stop': { message: `How long a stop may take before its processes are ended: ${time}` },
  'setting.service.start': { message: `How long a start may take: ${time}` },
  'setting.health': { message: 'How one sees that it is well after it was started' },
  'setting.health.url': {
    message:
      'http: the address that is asked, http:// or https://; a user and password in it are sent and shown nowhere',
  },
  'setting.health.method': {
    message: 'http: how it is asked; POST with a body and GET without one where nothing is said',
  },
  'setting.health.headers': { message: 'Headers by name' },
  'setting.health.headers.value': { message: 'Its value' },
  'setting.health.body': {
    message: 'http: what is sent; JSON and forms are named as such where no header Content-Type is given',
  },
  'setting.health.expect.status': {
    message: 'http: any of these; where one is a redirect, redirects are not followed',
  },
  'setting.health.expect.status.one': { message: 'A status' },
  'setting.health.expect.body': { message: 'A regular expression that the body holds' },
  'setting.health.from': {
    message:
      'http, tcp: who asks: worker, or host: through its connection, where it reaches what listens on its loopback alone',
  },
  'setting.health.within': {
    message: `How long after the start it has to be well; release.health where nothing is said: ${time}`,
  },
  'setting.health.every': { message: 'How long one waits between two looks, as 2s, at most 60s' },
  'setting.health.inARow': { message: 'How often it has to be well, one look after the other' },
  'setting.health.timeout': { message: 'How long one answer may take, as 5s, at most 10s' },
  'setting.health.address': { message: 'tcp: the address that has to take connections, as name:port or [::1]:port' },
  'setting.health.command': {
    message:
      'command: a line for the shell of the host, in the directory of the program; it is well when it ends with 0',
  },
  'setting.health.file': { message: `log: the file the application writes to: ${onHost}` },
  'setting.health.line': { message: 'log: a regular expression as grep -E has it, of a line that shows that it is up' },
  'setting.health.tls.name': {
    message: 'http: the name its certificate has to be for, where that is not the one of the address',
  },
  'setting.health.tls.ca': { message: `http: a file on the worker with the certificates that are trusted: ${onHost}` },
  'setting.shared': {
    message: 'What outlives releases, below the program: a file, or a directory with a slash at its end',
  },
  'setting.shared.path': { message: 'A relative path without ".."' },
  'setting.variables': {
    message:
      'Variables of the environment of its service, its hooks, and the commands that look whether it is well, by name',
  },
  'setting.variables.value': {
    message:
      'Its text, where app, host, group, port, environment, shared, release, version and commit may stand in braces; or a secret of config.yml by its name',
  },
  'setting.secret': { message: 'The name of a secret of config.yml' },
  'setting.paths.shared': {
    message: `Where what outlives releases lies, ${onHost}; beside the program, with .shared at its end, where nothing is said. Apps of a group on one host that name the same place share it`,
  },
  'setting.owner': { message: 'Whose its files are on the host; those of the user who logs in where nothing is said' },
  'setting.owner.user': { message: 'The user; another one than that of the login needs its become' },
  'setting.owner.group': { message: 'The group; one with the name of the user where nothing is said' },
  'setting.owner.umask': { message: 'What the group and others may not do with them, as "027", in quotes' },
  'setting.hooks': { message: 'Commands on the way of a release' },
  'setting.hooks.assemble': { message: 'On the worker, in the directory that is put together' },
  'setting.hooks.assemble.program': { message: 'After the program was put together' },
  'setting.hooks.assemble.config': { message: 'After the configuration was put together' },
  'setting.hooks.fromPackage': {
    message: 'Whether the hooks of .rexflow/hooks.yml in a program are run, too; not where nothing is said',
  },
  'setting.hooks.commands': { message: 'On hosts, for the shell of the host, one after the other' },
  'setting.hooks.commands.name': { message: 'What it is called: small letters, digits and hyphens' },
  'setting.hooks.commands.when': {
    message:
      'before-switch; after-switch, before anything is started; after-start, once it is well; on-failure, after it went back; after-all, once all hosts run the new release',
  },
  'setting.hooks.commands.command': { message: 'The line; it runs in the release, and knows it by REXFLOW_ variables' },
  'setting.hooks.commands.run': {
    message: 'each: on each host; once: on one of the group, before any host is switched or after all of them are',
  },
  'setting.hooks.commands.on': {
    message:
      'once: the app on whose host, the first one of a release where nothing is said; worker: on the worker, where `command` names what its config.yml allows (hooks.allowed)',
  },
  'setting.hooks.commands.within': { message: `How long it may take before it is ended: ${time}` },
  'setting.hooks.commands.onFailure': {
    message: 'fail: the release fails, and goes back where it was switched; warn: it goes on',
  },
  'setting.hooks.commands.user': {
    message:
      'Whose process it is; that of owner.user where nothing is said; another one than that of the login needs its become',
  },
  'setting.hooks.commands.directory': { message: 'Where it runs, absolute or below the release' },
  'setting.hooks.commands.environment': { message: 'Variables by name, over those of the app' },
  'setting.hooks.commands.environment.value': { message: 'Its text, or a secret by its name, as of variables' },
  'setting.hooks.commands.onUndo': {
    message: 'once, before-switch: what makes undone what it did, when the release is undone',
  },
  'setting.hooks.commands.reversible': {
    message: 'once, before-switch: false keeps hosts from going back after it; the release stops where it is',
  },
  'setting.source': { message: 'Where a release takes the program from that does not say it' },
  'setting.source.type': {
    message:
      'url: a package at an address; git: a commit of a repository; environment: what runs there; upload: it has to be sent; updateDirectory: what an operator put there',
  },
  'setting.source.url': {
    message: 'The address of the package; version, commit, group and environment in braces in its path are filled in',
  },
  'setting.source.sha256': {
    message: 'The sum it has to have; url in braces and .sha256: the one that has to lie beside it',
  },
  'setting.source.repository': {
    message: 'The repository: an https:// or ssh:// address, or a directory that config.yml allows (git.directories)',
  },
  'setting.source.ref': {
    message:
      'Its tag or branch where a release names none, such as main, or version in braces; else its default branch',
  },
  'setting.source.name': { message: 'The environment' },
  'setting.source.authorization': {
    message:
      'The secret of config.yml that is sent as Authorization: user:password as Basic, what has a blank as it is, else as Bearer; to its host alone',
  },
  'setting.source.headers': { message: 'Headers that are sent to its host alone, such as PRIVATE-TOKEN, by name' },
  'setting.source.headers.value': { message: 'The secret of config.yml that is its value' },
  'setting.source.apply': {
    message: 'replace: the package takes the place of what runs, as where nothing is said; merge: it is laid over it',
  },
  'setting.onDrift': {
    message:
      'Files that somebody changed by hand on a host: a release is refused, overwrites them, or keeps them where it does not touch them itself',
  },
  'setting.rollout': { message: 'In which order its hosts are switched, and what happens when one fails' },
  'setting.rollout.onFailure': { message: 'What becomes of the other hosts' },
  'setting.rollout.maxFailures': { message: 'Hosts that may fail before that' },
  'setting.rollout.batch': { message: 'Hosts switched at a time: a number or a share such as 25%' },
  'setting.rollout.confirm': {
    message:
      'How long a host waits for its confirmation before it goes back by itself, as 90s, 5m or 1h at most; 0s never',
  },
} as const satisfies Record<string, StatementWords>;
