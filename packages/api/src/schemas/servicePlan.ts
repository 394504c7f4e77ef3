import { serviceOperations } from '#contract/lists';
import { list, named, object, text, whole, word } from '#contract/schema';
import { rolloutSchema } from './release.js';
import { statementsSchema } from './statement.js';

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
