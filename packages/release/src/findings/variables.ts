import { finding, statement, type Finding, type Statement } from '#contract';
import type { App } from '../model/app.js';
import type { Facts } from '../model/instruction.js';
import { hasEnvironmentFile } from '../services/environmentFile.js';

/** What keeps the variables of an app in their file from its processes, as far as its host shows it; null where nothing does. */
export function unreadVariables(
  { unread, unread_file: file = '' }: Facts,
  { service }: Pick<App, 'service'>,
): Statement | null {
  if (!unread || !service) return null;
  switch (service.type) {
    case 'systemd':
      return statement('variables.noLine', { file, unit: service.unit });
    case 'supervisor':
      return statement('variables.noCommand', { file, program: service.program });
    case 'compose':
      return statement('variables.noNames', { names: unread.split(' ').slice(0, 20), file: service.file });
    default:
      return null;
  }
}

/** What the doctor says of how the variables of an app reach its processes; nothing where whatever starts it hands them over. */
export function variablesFound(facts: Facts, app: App): Finding[] {
  if (!hasEnvironmentFile(app)) return [];
  const unread = unreadVariables(facts, app);
  if (unread !== null) return [finding('app.variables', 'warning', unread)];
  return [finding('app.variables', 'ok', statement('variables.file', { names: Object.keys(app.variables!) }))];
}
