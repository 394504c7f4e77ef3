import { formats, type TextFormat, failurePolicies } from '#contract';
import { choiceParameter, textParameter, type Parameter } from './parameter.js';

const share = (description: string, { pattern }: TextFormat): Parameter => textParameter(description, 5, pattern);

/** How the hosts of a release are switched, where config.yml (`rollout`) shall not decide. */
export const strategyParameters: Readonly<Record<string, Parameter>> = {
  policy: choiceParameter(
    'when a host fails after it was switched: stop leaves the others as they are, undo puts every host back, continue goes on',
    failurePolicies,
  ),
  max_failures: share('hosts that may fail before policy applies: a number, or a share as 10%', formats.hostCount),
  batch: share('hosts switched at a time: a number, or a share as 25%', formats.batchSize),
  confirm: textParameter(
    'seconds after which a host goes back by itself unless its health was confirmed; 0 never',
    4,
    formats.seconds.pattern,
  ),
};
