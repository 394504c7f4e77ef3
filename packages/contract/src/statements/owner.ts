import type { StatementWords } from '../words/statement.js';

const group = 'Put {login} into it on the host (usermod -aG {group} {login}); sessions that begin later are in it.';

/** Whose the files of an app are, and what keeps them from being so. */
export const ownerStatements = {
  'owner.can': { message: 'its files can belong to {owner}' },
  'owner.noUser': {
    message: 'there is no user {user}, to whom its files are to belong',
    advice: 'Make it on the host (useradd {user}), or correct owner of the app or its group.',
  },
  'owner.noGroup': {
    message: 'there is no group {group}, to which its files are to belong',
    advice: 'Make it on the host (groupadd {group}), or correct owner of the app or its group.',
  },
  'owner.layout': {
    message: 'the nested layout moves its program to another directory, which {login} may not do with files of {user}',
    advice: 'Log in as root or as {user}, or set paths.backup and paths.place to beside.',
  },
  'owner.noBecome': {
    message: '{login} has no way to give its files to {owner}',
    advice: 'Set login.become of the host in the fleet, and allow it there, in sudoers (visudo) on one line: {rule}',
  },
  'owner.noRight': {
    message: '{login} may not give its files to {owner} without a password',
    advice: 'Allow it on the host, in sudoers (visudo) on one line, or in doas.conf: {rule}',
  },
  'owner.noMember': {
    message: '{login} is not in the group {group}, and could not read what is live, or give it to that group',
    advice: group,
  },
  'owner.umask': {
    message: 'with owner.umask {umask} {login} could not read what is live',
    advice: 'Let the group read (027), or log in as root or as {user}.',
  },
  'owner.closed': {
    message: '{user} may not pass through {dir}, on the way to what is live or outlives releases',
    advice: 'Let it through, on the host: chmod o+x {dir}, or put {user} into its group.',
  },
  'plan.owner': { message: 'whose its files are' },
  'warning.unpruned': {
    message:
      'not removed, since the user who logs in may not: {path} (directories: {n}); owner of the app says whose they are',
  },
  'warning.unlabelled': { message: 'restorecon could not give the release the SELinux labels of its place' },
  'app.ownerUser': { message: 'the user its files belong to' },
  'app.sharedInRelease': { message: 'lies in {path}, or around it, which releases replace' },
} as const satisfies Record<string, StatementWords>;
