import { isSecretReference } from '#contract';
import type { App } from '../model/app.js';
import type { StepContext } from '../model/step.js';
import { fillText, serviceExports, type VariablesOf } from '../model/variables.js';
import { serviceKindOf, serviceTypes } from './index.js';

const spellingOf = (app: Pick<App, 'service'>) => serviceTypes[serviceKindOf(app)].environment;

/** Whether variables reach the processes of an app by a file on its host, and it has any. */
export const hasEnvironmentFile = (app: Pick<App, 'service' | 'variables'>): boolean =>
  spellingOf(app) !== undefined && Object.keys(app.variables ?? {}).length > 0;

/** The text of that file, as who begins its processes reads it; empty where there is to be none. */
export function environmentText({ app, late }: VariablesOf & { app: App }): string {
  const spelling = spellingOf(app);
  if (spelling === undefined) return '';
  return Object.entries(app.variables ?? {})
    .map(([name, value]) => {
      const text = isSecretReference(value)
        ? late.secretOf(value.secret, `variables.${name}`).reveal()
        : fillText(value, { app, late });
      return `${name}="${spelling.escape(text)}"\n`;
    })
    .join('');
}

/** Lines that export the variables of an app for what starts it; empty where they reach its processes by a file. */
export const startExports = (context: VariablesOf & { app: App }): string =>
  spellingOf(context.app) === undefined ? serviceExports(context) : '';

/** The same for what is put back: the file of before lies on the host. */
export const exportsGoingBack = ({ app, late, lateBack = late }: Pick<StepContext, 'app' | 'late' | 'lateBack'>) =>
  startExports({ app, late: lateBack });

/** Where the text lies before it gets its name, as far as it is given to another user there. */
export const environmentPlaces = ({ app, paths }: StepContext): string[] =>
  hasEnvironmentFile(app) && spellingOf(app)?.readByOwner ? [`${paths.state}/environment.new`] : [];

/** The values that scripts have of the file: see lib/environment.sh. */
export const environmentValues = (context: StepContext): Record<string, string> => ({
  // Whoever starts it says the text: a secret that is missing keeps nobody from looking.
  environment: '',
  environment_owner: environmentPlaces(context).length > 0 ? 'owner' : 'login',
  environment_file: hasEnvironmentFile(context.app) ? `${context.paths.state}/environment` : '',
});
