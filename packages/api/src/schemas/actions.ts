import { actions } from '#rex';
import { serviceOperations } from '#contract/lists';
import { list, map, object, text, variant, whole, word, type Of, type Schema, named, tag } from '#contract/schema';
import { rolloutSchema } from './release.js';
import { statementsSchema } from './statement.js';

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

/** What an operation on services would do, by the catalogue; no host is asked. */
export const servicePlanSchema = named(
  'ServicePlan',
  object(
    {
      operation: word(serviceOperations),
      rollout: rolloutSchema,
      apps: list(
        object({
          app: text('app_key'),
          group: text('local_name'),
          host: text('address'),
          batch: whole('its turn, from 0; start and stop are done everywhere at once'),
        }),
        'in the order in which they are taken',
      ),
      skipped: list(text(), 'app_keys whose hosts are out of service'),
      warnings: list(text(), 'what is left out, and why'),
    },
    { statements: statementsSchema('warnings') },
  ),
);
