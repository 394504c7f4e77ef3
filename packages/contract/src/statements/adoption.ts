import type { StatementWords } from '../words/statement.js';

const seeHelp = 'Name the directory the tool deploys to: rexflow adopt APP --at PATH.';

/** What is found of the layouts of other tools, and what keeps them from being taken over. */
const found = {
  'adoption.absent': { message: '{at} is not there', advice: seeHelp },
  'adoption.plain': {
    message: '{at} is a plain directory, of no tool that is known here',
    advice: 'Nothing is to be adopted: the first release puts a link in its place, as its plan shows.',
  },
  'adoption.elsewhere': { message: '{at} is neither a link nor a directory', advice: seeHelp },
  'adoption.dangling': {
    message: '{at} leads to nothing',
    advice: 'Let it lead to the release that is to be live first, by the tool that made it.',
  },
  'adoption.outside': {
    message: '{at} lies, or leads, out of the directory that the tool deploys to',
    advice: 'Put it where the tool puts it, or write paths.program, paths.shared and shared of the group by hand.',
  },
  'adoption.left': {
    message: 'what is live, {at}, is none of the releases of the tool',
    advice: 'Nothing, if rexflow made it. Otherwise let the tool make one of its releases live.',
  },
  'adoption.unknown': {
    message: '{at} has no files by which Capistrano, Deployer, Ansistrano or Spug would be known',
    advice: seeHelp,
  },
  'adoption.both': {
    message: '{at} has the files of two tools, and their logs do not tell which of them made what is live',
    advice: 'Move the files of the tool that is not in use any more out of the way (.dep, or revisions.log).',
  },
  'adoption.names': { message: 'a name has control characters in it: {at}', advice: 'Rename it, or take it away.' },
  'adoption.many': {
    message: '{at} has more in it than is looked through',
    advice: 'Take away what is needed no more, or write paths.program, paths.shared and shared of the group by hand.',
  },
  'adoption.deep': {
    message: '{at} lies deeper than is looked',
    advice: 'Write paths.program, paths.shared and shared of the group by hand.',
  },
  'adoption.unseen': { message: 'what the host tells of {at} cannot be understood', advice: seeHelp },
  'adoption.differs': {
    message:
      '{app} ({host}) has {tool}, and keeps {shared}: {other} ({otherHost}) has {otherTool}, and keeps {otherShared}',
  },
  'adoption.refusedOn': { message: '{app} ({host}): {why}' },
  'adoption.nothingKept': { message: 'nothing' },
  'adoption.nested': {
    message:
      '{app} ({host}): paths.layout is nested, and what another tool keeps beside its releases goes with separate',
  },
  'adoption.keptElsewhere': {
    message: '{app} ({host}): {paths} is shared already, and kept in {root}',
    advice: 'Move it to {kept} yourself, then set paths.shared of the group.',
  },
  'adoption.partly': {
    message: '{group} has other apps, which were not looked at: what is shared is the same for a whole group',
    advice: 'Adopt the group: rexflow adopt {group}.',
  },
  'adoption.again': {
    message: '{link} leads to {live}, which {tool} made: rexflow released {program} there before',
    advice: 'Release with rexflow again, and let nobody release with {tool} any more.',
  },
  'adoption.ready': { message: 'the layout of {tool} in {root} is taken over' },
  'adoption.live': { message: 'what {tool} made live is what an undo of the first release goes back to: {live}' },
  'adoption.advised': {
    message: '{link} is of {tool}, and the settings do not say so yet',
    advice: 'See what is to be set: rexflow adopt {app}.',
  },
  'adoption.strays': {
    message: '{links} in the live release lead out of it, and a release of rexflow would not have them',
    advice: 'Put what they lead to into {kept}, or make the links in a hook before the switch.',
  },
  'adoption.unlinked': { message: '{names} in {kept} is linked by no path of the live release, and stays as it is' },
  'adoption.locked': {
    message: '{tool} holds its lock ({lock}): a release of it may be under way',
    advice: 'Wait for its end before the first release of rexflow.',
  },
} as const satisfies Readonly<Record<string, StatementWords>>;

export const adoptionStatements = found;
