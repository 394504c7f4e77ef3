import { asidePaths, linked } from '../model/paths.js';
import type { StepContext } from '../model/step.js';

/** What the functions of host/wayBack.ts expect beside that. */
export const knownLive = ({ known }: StepContext): Record<string, string> => ({
  known_program: known?.program ?? '',
  known_config: known?.config ?? '',
});

/** What the functions of host/links.ts expect, for this app and release. */
export function switchValues({ app, facts, settings, stamp }: StepContext): Record<string, string> {
  const before = facts.program_before ?? '';
  const aside = asidePaths(app, stamp, settings.backupDir, before || app.programLink);
  return {
    restarts: app.restarts ? 'yes' : 'no',
    program_link: app.programLink,
    config_link: app.layout === 'separate' ? app.configLink : '',
    program_before: before,
    config_before: facts.config_before ?? '',
    program_aside: aside.program,
    config_aside: aside.config,
    moves: aside.moves ? 'yes' : 'no',
    linked: linked(app, settings.plainLinks),
  };
}
