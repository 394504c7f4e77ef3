import { isSecretReference, type Provenance, type SecretReference } from '#contract';
import { quote, Secret } from '#shell';
import type { App } from './app.js';
import { sharedRoot } from './paths.js';

/** Variables of the environment by name: texts in which placeholders may stand, or secrets by their names. */
export type Variables = Readonly<Record<string, string | SecretReference>>;

/** What stands behind names and braces of settings, and is known only to who sends a script. */
export interface LateValues {
  /** Of the installation. */
  environment: string;
  /** Stamp of the release that runs, or is to run, with them; empty where that is not known. */
  release: string;
  /** Where it comes from, as far as that is known. */
  provenance: Pick<Provenance, 'version' | 'commit'>;
  /** The secret of a name; `setting` is what names it. Throws SECRET_UNKNOWN. */
  secretOf: (name: string, setting: string) => Secret;
}

/** Where nothing is sent. */
export const nothingLate: LateValues = {
  environment: '',
  release: '',
  provenance: {},
  secretOf: () => new Secret(''),
};

/** What variables are resolved for. */
export interface VariablesOf {
  app: Pick<App, 'appKey' | 'group' | 'host' | 'programLink' | 'row' | 'variables'>;
  late: LateValues;
}

const braces = /\{\{|\}\}|\{([a-z]+)\}/g;

/** A text of the settings with its placeholders filled in; what is not known is empty. */
export function fillText(text: string, { app, late }: VariablesOf): string {
  const { version = '', commit = '' } = late.provenance;
  const values: Readonly<Record<string, string>> = {
    app: app.appKey,
    host: app.host,
    group: app.group,
    port: String(app.row.pro_port ?? ''),
    environment: late.environment,
    shared: sharedRoot(app),
    release: late.release,
    version,
    commit,
  };
  return text.replaceAll(braces, (whole, name: string | undefined) =>
    name === undefined ? whole[0]! : Object.hasOwn(values, name) ? values[name]! : whole,
  );
}

/** Lines for `sh` that export variables, the secrets among them by themselves: those may stand in no argument of a program. */
export interface Exports {
  plain: string;
  secret: string;
}

/** The lines that export these variables; `setting` is where they stand. */
export function exportsOf(variables: Variables, context: VariablesOf, setting: string): Exports {
  const lines = { plain: [] as string[], secret: [] as string[] };
  for (const [name, value] of Object.entries(variables)) {
    const kind = isSecretReference(value) ? 'secret' : 'plain';
    const text = isSecretReference(value)
      ? context.late.secretOf(value.secret, `${setting}.${name}`).reveal()
      : fillText(value, context);
    lines[kind].push(`export ${name}=${quote(text)}`);
  }
  return { plain: lines.plain.join('\n'), secret: lines.secret.join('\n') };
}

/** What exports the variables of an app in a shell that gets its text over stdin; empty where it has none. */
export function serviceExports({ app, late }: VariablesOf): string {
  const { plain, secret } = exportsOf(app.variables ?? {}, { app, late }, 'variables');
  return [plain, secret].filter((text) => text !== '').join('\n');
}

/** Whether texts of an app name what is known of a release only. */
export const namesRelease = ({ variables = {}, hooks = [] }: Pick<App, 'variables' | 'hooks'>): boolean =>
  [variables, ...hooks.flatMap(({ environment = {}, directory = '' }) => [environment, { directory }])]
    .flatMap((texts) => Object.values(texts))
    .some((text) => typeof text === 'string' && /\{(release|version|commit)\}/.test(text));

/** The secrets that an app names, each with the first setting that does. */
export function secretsNamed({ variables = {}, hooks = [] }: Pick<App, 'variables' | 'hooks'>): Map<string, string> {
  const all = [
    { variables, setting: 'variables' },
    ...hooks.map(({ name, environment = {} }) => ({
      variables: environment,
      setting: `hooks.commands.${name}.environment`,
    })),
  ];
  const found = new Map<string, string>();
  for (const { variables: some, setting } of all)
    for (const [name, value] of Object.entries(some))
      if (isSecretReference(value) && !found.has(value.secret)) found.set(value.secret, `${setting}.${name}`);
  return found;
}
