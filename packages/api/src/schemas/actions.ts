import { actions } from '#rex';
import { map, object, text, variant, type Of, type Schema, named, tag } from '#contract/schema';

/** Actions that have an endpoint of their own. */
const elsewhere: readonly string[] = ['release', 'rollback'];
const plain = actions.filter((action) => !elsewhere.includes(action.name));

/** Where the parameters of those stand in a body. */
export const actionPlaces: Readonly<Record<string, string>> = Object.fromEntries(
  plain.flatMap(({ parameters }) => Object.keys(parameters).map((name) => [name, `parameters.${name}`])),
);

/** Every other action of the registry, with its parameters as the registry has them. */
export const newActionSchema: Schema<{ action: string; parameters: Record<string, string> }> = named(
  'NewAction',
  variant(
    'action',
    ...plain.map(({ name: action, summary, parameters, required }) => ({
      ...object({ action: tag(action), parameters: map(text()) }),
      description: summary,
      properties: {
        action: tag(action),
        parameters: { type: 'object', properties: parameters, required, additionalProperties: false },
      },
      required: required.length > 0 ? ['action', 'parameters'] : ['action'],
    })),
  ) as Schema<{ action: string; parameters: Record<string, string> }>,
);
export type NewAction = Of<typeof newActionSchema>;

/** What an action comes to that needs no worker. */
export const lookedSchema = object({ action: text(), data: {} as Schema<unknown> });
