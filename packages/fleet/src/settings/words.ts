import { secretName, statement, type SecretReference, type Statement } from '#contract';
import { map, object, text, type Schema } from '#contract/schema';
import { descriptionOf, type SettingId } from './descriptions.js';

/** Text of one line: it stands in a column, a path or a process list. */
export const line = (says: SettingId, limits: Readonly<Record<string, unknown>> = {}): Schema<string> =>
  text(descriptionOf(says), { pattern: '^[^\\u0000-\\u001f\\u007f]*$', maxLength: 1000, ...limits });

/** An absolute path of a host, where placeholders may stand. */
export const pathOnHost = (says: SettingId): Schema<string> =>
  line(says, {
    pattern: '^(\\{shared\\})?/(?!(.*/)?\\.\\.(/|$))[^\\u0000-\\u001f\\u007f]+$',
  });

/** A path below a directory, where placeholders may stand. */
export const pathBelow = (says: SettingId): Schema<string> =>
  line(says, {
    pattern: '^(?!/)(?!(.*/)?\\.\\.(/|$))[^\\u0000-\\u001f\\u007f,]*$',
  });

/** Text of several lines, as a command or a body has. */
export const lines = (says: SettingId): Schema<string> => text(descriptionOf(says), { maxLength: 20_000 });

/** Whether a text can be the name of an app, a group or a host: it becomes a file name, and stands between commas and blanks. */
export const isFleetName = (text: string): boolean => /^(?!\.{1,2}$)[^\p{Cc}/\s,]{1,200}$/u.test(text);

/** What keeps a name from being that of an app, a group or a host; null where nothing does. */
export function nameProblem(kind: 'app' | 'group' | 'host', name: string): Statement | null {
  if (!isFleetName(name)) return statement('name.bad');
  if (/\[\d+\.\.\d+\]/.test(name)) return statement('name.range');
  return kind !== 'host' && name === 'all' ? statement('name.all') : null;
}

/** The same schema where null is a value, too: nothing of it, whatever stands above. */
export function nullable<T>(schema: Schema<T>): Schema<T | null> {
  const { type, enum: words, ...rest } = schema as { type: string | string[]; enum?: readonly unknown[] };
  return { ...rest, type: [type, 'null'].flat(), ...(words ? { enum: [...words, null] } : {}) } as Schema<T | null>;
}

type Nullable<M> = { [K in keyof M]: M[K] extends Schema<infer T> ? Schema<T | null> : never };

/** All of these members where null is a value of each, too. */
export const nullables = <M extends Readonly<Record<string, Schema>>>(members: M): Nullable<M> =>
  Object.fromEntries(Object.entries(members).map(([name, schema]) => [name, nullable(schema)])) as Nullable<M>;

/** A part of the settings, each member of which may be absent or taken away. */
export const settingsSection = <M extends Readonly<Record<string, Schema>>>(says: SettingId, members: M) => ({
  ...object({}, nullables(members)),
  description: descriptionOf(says),
});

/** A length of time above 0. */
export const duration = (says: SettingId): Schema<string> =>
  text(descriptionOf(says), {
    pattern: '^((3600|3[0-5][0-9]{2}|[12][0-9]{3}|[1-9][0-9]{0,2})s|(60|[1-5]?[0-9])m)$',
  });

/** What stands where a secret is named. */
const ofSecret = {
  properties: { secret: text(descriptionOf('setting.secret'), { pattern: secretName }) },
  required: ['secret'],
  additionalProperties: false,
};

/** A secret by its name in config.yml, instead of its value. */
export const secretReference = (says: SettingId): Schema<SecretReference> =>
  ({ type: 'object', description: descriptionOf(says), ...ofSecret }) as Schema<SecretReference>;

/** Variables of the environment by name: a text, in which placeholders may stand, or a secret. Null takes one of above away. */
export const variables = (says: SettingId, value: SettingId, most: number): Schema<Record<string, Value>> => ({
  ...map(
    {
      type: ['string', 'object', 'null'],
      description: descriptionOf(value),
      minLength: 1,
      maxLength: 4000,
      pattern: '^[^\\u0000]*$',
      ...ofSecret,
    } as Schema<Value>,
    descriptionOf(says),
  ),
  maxProperties: most,
});
type Value = string | SecretReference | null;

const secondsOf: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

/** The seconds of a length of time as settings write it. */
export const secondsIn = (text: string): number => Number.parseInt(text, 10) * secondsOf[text.at(-1)!]!;
