import type { StatementWords } from '../words/statement.js';

const treeRoom = '{free} of {total} MiB are free for {dir}';
const inodes = '{free} of {total} inodes are free for {dir}';
const login = 'logged in as {user}';
const loginShell = 'logged in as {user}, the shell is {shell}';
const forOwner = ': release.owner ({owner}) needs root';
const dropOwner = 'Empty release.owner in config.yml, or log in as root.';
const clockAhead = "its clock is {ms} ms ahead of the worker's";
const clockBehind = "its clock is {ms} ms behind the worker's";
const ownKey = 'rexflow goes by its own key, since its SSH library knows no certificates of hosts';
const byTar = 'there is no rsync: files are sent by tar, unchanged ones as well';
const keepClocks = 'Keep the clocks together (chrony, systemd-timesyncd).';
const lost = '{path} leads to nothing: the .rexflow it runs through was removed';
const installScript = 'Install it on the host and make it executable (chmod +x), or correct pro_init in the catalogue.';

/** What the doctor and the check of a host find there. */
const found = {
  'host.tools': { message: 'all there: {found}' },
  'host.toolsMissing': {
    message: 'not found: {missing}',
    advice:
      'Install them (coreutils, util-linux, findutils, gawk or mawk, tar), or put them into the PATH of a login without a terminal.',
  },
  'host.toolsToInstall': {
    message: 'not found: {missing}',
    advice: 'Install them on the host: {command}. Or put them into the PATH of a login without a terminal.',
  },
  'host.rsync': { message: '{version}' },
  'host.rsyncMissing': {
    message: byTar,
    advice: 'Install rsync, on the host and on the machine of the worker.',
  },
  'host.rsyncToInstall': {
    message: byTar,
    advice: 'Install it on the host: {command}. The machine of the worker needs it, too.',
  },
  'host.tarPlain': {
    message: 'there is no rsync, and its tar is that of BusyBox, which gives no single files back: plans fail here',
    advice: 'Install rsync on the host, or tar: {command}',
  },
  'host.findPlain': {
    message:
      'its find is that of BusyBox, which cannot tell whether a file was touched: each release reads every file that is live',
    advice: 'Nothing, if that is quick enough. Otherwise install findutils on the host: {command}',
  },
  'host.grepPlain': {
    message:
      'its grep is that of BusyBox, which sees of a command line only the first word: no application is found by service.process (pro_key)',
    advice: 'Install grep on the host: {command}',
  },
  'host.tmp': {
    message: 'no directory for temporary files can be written to: /tmp, /var/tmp, /dev/shm',
    advice: 'Mount one of them writable (mount -o remount,rw /tmp): rexflow run and here-documents of bash need it.',
  },
  'host.stateClosed': {
    message: '{dir} lets only {user} in (mode {mode}): other users cannot follow the current links through it',
    advice: 'Open it on the host, if the application runs as another user: chmod go+x {dir}',
  },
  'host.clockAhead': { message: clockAhead },
  'host.clockBehind': { message: clockBehind },
  'host.clockTooFarAhead': { message: clockAhead, advice: keepClocks },
  'host.clockTooFarBehind': { message: clockBehind, advice: keepClocks },
  'host.user': { message: login },
  'host.userShell': { message: loginShell },
  'host.notOwner': { message: `${login}${forOwner}`, advice: dropOwner },
  'host.notOwnerShell': { message: `${loginShell}${forOwner}`, advice: dropOwner },
  'host.whoLogsIn': { message: 'the user who logs in' },
  'host.keyInFile': { message: 'its key stands in known_hosts, or somebody approved it' },
  'host.keyKnown': { message: 'its key is known; another one will be refused' },
  'host.keyFirst': {
    message: 'its key is recorded since first contact (GET /v1/hosts); another one will be refused',
  },
  'host.authorityAside': {
    message: `known_hosts also lets an authority vouch for it ({authorities}); ${ownKey}`,
  },
  'host.authority': {
    message: `known_hosts lets an authority vouch for it ({authorities}), and its key was taken as it came; ${ownKey}`,
    advice: 'Compare the fingerprint on the host and approve it: rexflow host key HOST --approve FINGERPRINT.',
  },
  'host.room': { message: treeRoom },
  'host.roomLittle': {
    message: treeRoom,
    advice: 'Make room on the host (df, du), or let paths.program of its apps lie on another disk.',
  },
  'host.state': { message: 'the place of locks and journals can be written to' },
  'host.stateUnwritable': {
    message: '.rexflow beside pro_dir cannot be written by {user}',
    advice: 'Give .rexflow and the directory it lies in to the user who logs in (chown).',
  },
  'tree.writable': { message: '{dir} can be written to' },
  'tree.unwritable': {
    message: '{dir} cannot be written by {user}',
    advice: 'Give it to {user} (chown), mount it writable, or log in as its owner (ssh.user in config.yml).',
  },
  'tree.room': { message: treeRoom },
  'tree.roomLittle': { message: treeRoom, advice: 'Make room on the host, or lower release.keep in config.yml.' },
  'tree.inodes': { message: inodes },
  'tree.inodesLittle': {
    message: inodes,
    advice: 'Find what makes so many files on the host (df -i, du --inodes), or lower release.keep in config.yml.',
  },
  'live.leads': { message: '{path} leads to {live}' },
  'live.directory': { message: '{path} is a directory' },
  'live.notLink': {
    message: '{path} is a directory, no link',
    advice: 'Nothing: the first release moves it aside and puts the live link in its place.',
  },
  'live.programAbsent': { message: '{path} is not there', advice: 'Nothing, if this host was never released to.' },
  'live.configAbsent': {
    message: '{path} is not there',
    advice:
      'If this host was never released to: a release takes the configuration from there, so make it first, with what is to be in it: mkdir -p {path}',
  },
  'live.lost': {
    message: lost,
    advice:
      'Release to this app again, or roll it back: the link is built again to {live}, which the records hold. Do not restart the application before.',
  },
  'live.lostForGood': {
    message: lost,
    advice:
      'Release to this app again: {live}, which the records hold, is gone as well, so there is no way back to it.',
  },
  'live.whatWas': { message: 'what was live' },
  'live.dangling': {
    message: '{path} leads to nothing',
    advice: 'Release to this app again, or roll it back: the application cannot start from there.',
  },
  'live.neither': {
    message: '{path} is neither a link nor a directory',
    advice: 'Move it away on the host, or correct pro_dir and config_dir in the catalogue.',
  },
  'holder.none': { message: 'it belongs to no rexflow yet: the first release from here puts our name there' },
  'holder.own': { message: 'it belongs to this rexflow, {name}' },
  'holder.nameless': { message: 'which left no name' },
  'holder.other': {
    message: '{app} belongs to another rexflow, {name} ({id}): what changes it from here is refused',
    advice: 'Release from there. If that one is gone or gives it up: rexflow takeover {app} --reason TEXT.',
  },
  'service.executable': { message: '{script} is executable' },
  'service.notExecutable': { message: '{script} is not executable', advice: installScript },
  'service.absent': { message: '{script} is not there', advice: installScript },
  'service.known': { message: '{name} can be started and stopped' },
  'service.none': { message: 'nothing starts it: service.type is none' },
  'shared.kept': { message: 'what outlives releases is kept in {root}' },
  'shared.missing': {
    message: '{path} is not there, and each release is to lead to it',
    advice: 'Put it there, readable for the application, or take it out of shared of the group.',
  },
  'shared.inRelease': {
    message: '{path} lies in the live release and is to outlive releases from now on',
    advice:
      'The plan of a release shows what would move below {root}; a release by that plan (--plan HASH) moves it and leaves a link in its place.',
  },
  'shared.elsewhere': {
    message: '{path} is a link to another place than {root}',
    advice: 'Make a link below {root} that leads where it leads; the plan of a release has the command.',
  },
  'shared.moved': {
    message: '{path} lies in {from}, and {root} is where it is to lie: a release would begin with nothing',
    advice: 'Stop the application, then on the host: mv -T {from} {root} && ln -s {root} {from} (of two keep one).',
  },
  'shared.unbrought': {
    message:
      'what lies in the live release and came with no release is left behind by the next one: {paths} (files: {n})',
    advice: 'What of it is to outlive releases: {command}',
  },
  'shared.unseen': {
    message: 'it cannot be seen what of {root} is kept',
    advice: 'Let the user who logs in look into the live release and {root}.',
  },
  'hook.users': { message: 'hooks can run as the users they name' },
  'hook.noUser': {
    message: 'there is no user {user}, as whom a hook is to run',
    advice: 'Make it on the host (useradd {user}), or correct user in hooks.commands.',
  },
  'hook.noBecome': {
    message: 'a hook is to run as {user}, and {login} has no way to become that user',
    advice: 'Set login.become of the host in the fleet: sudo, or doas.',
  },
  'hook.noRight': {
    message: '{login} may not run a hook as {user} without a password',
    advice: 'Allow it in sudoers on the host: {login} ALL=({user}) NOPASSWD: /bin/sh, /usr/bin/sh',
  },
  'secret.known': { message: 'config.yml of the worker has the secrets that it names: {names}' },
  'secret.missing': {
    message: '{setting} names the secret {name}, which config.yml of the worker does not have',
    advice: 'Write secrets.{name} with file:/path or a variable into config.yml of each worker, and start them anew.',
  },
  'service.unknown': {
    message: '{name} is not there',
    advice: 'Set it up on the host under this name, or correct service of the app or its group.',
  },
  'service.cannot': {
    message: '{name} is there, and cannot do what service.restart asks for',
    advice: 'Give its unit an ExecReload (systemctl edit), or set service.restart to restart.',
  },
  'compose.noDocker': {
    message: 'docker is not there, or not on the PATH of {user}',
    advice: 'Install it with docker-compose-plugin on the host: docs.docker.com/engine/install',
  },
  'compose.noPlugin': {
    message: 'docker has no compose; docker-compose, which is version 1, will not do',
    advice: 'Install it on the host: apt-get install docker-compose-plugin, or docker-compose-v2 of Ubuntu.',
  },
  'compose.noRight': {
    message: '{user} may not ask docker',
    advice:
      'Allow it on the host: usermod -aG docker {user} (that is as much as root), or set login.become of the host in the fleet.',
  },
  'compose.noDaemon': {
    message: 'docker does not answer: {reason}',
    advice: 'Start it on the host: systemctl start docker, without root systemctl --user start docker.',
  },
  'compose.noFile': {
    message: 'docker compose does not take {file}: {reason}',
    advice: 'Correct it in the next release, or correct service of the app or its group.',
  },
  'service.denied': {
    message: '{user} may not do this without a password: {call}',
    advice: 'Allow it on the host, in sudoers (visudo) or doas.conf: the chapter Services of the manual has the line.',
  },
  'service.ends': {
    message: '{name} ends when the last session of {user} does',
    advice: 'Let it stay, on the host: loginctl enable-linger {user}',
  },
  'app.unseen': { message: '{app} could not be looked at: {error}', advice: '{advice}' },
  'app.unseenProblem': {
    message: '{app} could not be looked at: {error}',
    advice: 'See what is wrong with it: rexflow problems.',
  },
  'app.unseenLate': {
    message: '{app} could not be looked at: the apps before it took too long',
    advice: 'Look at it by itself: rexflow doctor {app}.',
  },
} as const satisfies Record<string, StatementWords>;

/** What one does next with a host. */
const next = {
  'next.unchecked': { message: 'nobody has checked it yet' },
  'next.sshd': { message: 'see from a worker whether its sshd answers' },
  'next.sshdBehind': { message: 'see from a worker, or from {jump}, whether its sshd answers' },
  'next.compareKey': {
    message:
      'compare the fingerprint with what the host itself prints (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub), then approve it',
  },
  'next.otherKey': {
    message: 'ask whoever runs it whether it was rebuilt, and compare the fingerprint; only then approve the new key',
  },
  'next.letIn': { message: 'let the key of config.yml (private_key) in as {user}' },
  'next.askKeys': { message: 'ask it for its keys' },
  'next.advice': { message: '{advice}' },
  'next.add': { message: 'it is ready to be added' },
  'next.out': { message: 'it is ready, and out of service: {reason}' },
  'next.noApp': { message: 'it is ready, and no app is on it' },
  'next.ready': { message: 'it is ready: releases go to it' },
} as const satisfies Record<string, StatementWords>;

export const hostStatements = { ...found, ...next };
