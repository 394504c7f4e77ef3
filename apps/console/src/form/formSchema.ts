import type { Place } from '../yamlText/tree.js';

/** What of a JSON schema a form is made of. */
export interface FormSchema {
  type?: string | readonly string[];
  description?: string;
  enum?: readonly unknown[];
  const?: unknown;
  properties?: Readonly<Record<string, FormSchema>>;
  required?: readonly string[];
  additionalProperties?: boolean | FormSchema;
  items?: FormSchema;
  oneOf?: readonly FormSchema[];
  maxItems?: number;
  maxLength?: number;
}

/** How a value is filled in; `text` of one line, `names` and `numbers` as a list, `json` where no other fits. */
export type FieldKind =
  | 'text'
  | 'lines'
  | 'number'
  | 'amount'
  | 'flag'
  | 'word'
  | 'names'
  | 'numbers'
  | 'pairs'
  | 'variables'
  | 'blocks'
  | 'json';

/** A value that can be set. */
export interface FormField {
  place: Place;
  kind: FieldKind;
  schema: FormSchema;
}

/** The fields below one key of the file, in their order. */
export interface FormSection {
  key: string;
  description: string | null;
  fields: readonly FormField[];
}

/** Above so many characters a text has several lines. */
const long = 5000;

const typesOf = ({ type }: FormSchema): readonly string[] =>
  (typeof type === 'string' ? [type] : (type ?? [])).filter((one) => one !== 'null');

/** The words a value may be one of; empty where it is anything. */
export const wordsOf = (schema: FormSchema): readonly string[] =>
  (schema.const === undefined ? (schema.enum ?? []) : [schema.const]).filter((one) => one !== null).map(String);

/** The forms an item of a list of sections may have. */
export const formsOf = ({ items = {} }: FormSchema): readonly FormSchema[] => items.oneOf ?? [items];

/** The form an item has, by the word in `type`; the first where it has none. */
export function formOf(schema: FormSchema, item: unknown): FormSchema {
  const forms = formsOf(schema);
  const kind = (item as { type?: unknown } | null)?.type;
  return forms.find(({ properties }) => properties?.type?.const === kind) ?? forms[0]!;
}

/** An item that becomes one of another kind: it keeps what both kinds have. */
export function inKind(
  schema: FormSchema,
  item: Readonly<Record<string, unknown>>,
  type: unknown,
): Record<string, unknown> {
  const { properties = {} } = formOf(schema, { type });
  return { ...Object.fromEntries(Object.entries(item).filter(([key]) => key in properties)), type };
}

function kindOf(schema: FormSchema): FieldKind {
  const types = typesOf(schema);
  if (wordsOf(schema).length > 0) return 'word';
  if (types.length === 2 && types.includes('string')) return 'amount';
  switch (types.length === 1 ? types[0] : undefined) {
    case 'boolean':
      return 'flag';
    case 'integer':
    case 'number':
      return 'number';
    case 'string':
      return (schema.maxLength ?? 0) > long ? 'lines' : 'text';
    case 'array': {
      const [item] = typesOf(schema.items ?? {});
      if (item === 'string') return 'names';
      if (item === 'integer') return 'numbers';
      return item === 'object' ? 'blocks' : 'json';
    }
    case 'object': {
      const values = schema.additionalProperties;
      if (typeof values === 'object' && values.properties?.secret) return 'variables';
      return typeof values === 'object' && typesOf(values)[0] === 'string' ? 'pairs' : 'json';
    }
    default:
      return 'json';
  }
}

/** The fields of a schema, those of sections inside it among them. */
export const fieldsOf = ({ properties = {} }: FormSchema, above: Place = []): FormField[] =>
  Object.entries(properties).flatMap(([key, schema]): FormField[] => {
    const place = [...above, key];
    return schema.properties ? fieldsOf(schema, place) : [{ place, kind: kindOf(schema), schema }];
  });

/** What stands alone at the top of the file, under one head. */
export const generalSection = 'general';

/** The sections of a form in the order of the file; what stands alone comes first. `leftOut` has a form of its own. */
export function sectionsOf(schema: FormSchema, leftOut: readonly string[] = []): FormSection[] {
  const entries = Object.entries(schema.properties ?? {}).filter(([key]) => !leftOut.includes(key));
  const isPart = ({ properties, items }: FormSchema): boolean => properties !== undefined || items !== undefined;
  const alone = entries.filter(([, one]) => !isPart(one));
  const parts = entries.filter(([, one]) => isPart(one));
  return [
    ...(alone.length === 0
      ? []
      : [{ key: generalSection, description: null, fields: fieldsOf({ properties: Object.fromEntries(alone) }) }]),
    ...parts.map(([key, one]) => ({
      key,
      description: one.description ?? null,
      fields: fieldsOf({ properties: { [key]: one } }),
    })),
  ];
}

/** The schemas of a group and of an app in that of a fleet file. */
export function entrySchemas(file: FormSchema): { group: FormSchema; app: FormSchema } {
  const groups = file.properties?.groups?.additionalProperties as FormSchema;
  const { apps, ...properties } = groups.properties!;
  const app = apps!.additionalProperties as FormSchema;
  // In the file an app stands below its group; by itself it names it.
  const group = { type: 'string', description: 'Name of its group', maxLength: 200 };
  return { group: { ...groups, properties }, app: { ...app, properties: { group, ...app.properties } } };
}
