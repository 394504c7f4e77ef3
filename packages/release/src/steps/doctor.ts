import { partDirectory } from '../model/paths.js';
import type { Step } from '../model/step.js';
import { hostScript } from '../scripts/hostScript.js';
import { lookInstruction } from '../scripts/instructions.js';

/** The programs our scripts on a host call. */
export const hostTools = (
  'awk base64 cat cp date dd du find flock grep head id ln ls mkdir mv nice readlink rm sed setsid sha256sum sleep ' +
  'sort stat tail tar timeout tr wc xargs'
).split(' ');

const doctorScript = hostScript({
  file: 'doctor',
  lib: [
    'hostTools',
    'holder',
    'service',
    'currentLink',
    'wayBack',
    'verify',
    'owner',
    'ownerRights',
    'movable',
    'shared',
    'toolLayout',
  ],
  args: ['tools', 'program_home', 'config_home', 'hook_users'],
});

const parentOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), 1));

/** `doctor`: looks whether a host has what a release needs; changes nothing, needs no lease. */
export const doctorStep: Step = {
  name: 'doctor',
  instruct: (context) => {
    const { app, paths } = context;
    const users = app.hooks?.flatMap(({ user }) => user ?? []) ?? [];
    const script = doctorScript(context, {
      tools: hostTools.join(' '),
      hook_users: [...new Set(users)].join(' '),
      program_home: parentOf(partDirectory(paths.program)),
      config_home: paths.config === null ? '' : parentOf(partDirectory(paths.config)),
    });
    return lookInstruction(context, script);
  },
};
