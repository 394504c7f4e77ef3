import type { Config } from '#config';
import { stringifyAll, texts } from './documented.js';

/**
 * The form of an answer if config.yml asks for the documented one: `documented` as the reference has it; `texts` with each
 * value as text, for answers that are rexflow's own and have lists and null; null for those that are none of `/rex`.
 */
export type RexAnswerForm = 'documented' | 'texts' | null;

/** Converts an answer to the form config.yml asks for (`rex.answers`). */
export function answerForm(body: unknown, form: RexAnswerForm, { rex }: Config): unknown {
  if (rex.answers === 'native' || form === null) return body;
  return form === 'texts' ? texts(body) : stringifyAll(body);
}
