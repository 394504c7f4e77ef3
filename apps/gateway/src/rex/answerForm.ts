import type { Config } from '#config';
import { stringifyAll, texts } from './documented.js';

/**
 * What becomes of an answer where config.yml asks for the documented form: `documented` as the reference has it; `texts`
 * with each value as text, for what is rexflow's own and has lists and null; null for what is none of `/rex`.
 */
export type AnswerForm = 'documented' | 'texts' | null;

/** An answer in the form config.yml asks for (`rex.answers`). */
export function answerForm(body: unknown, form: AnswerForm, { rex }: Config): unknown {
  if (rex.answers === 'native' || form === null) return body;
  return form === 'texts' ? texts(body) : stringifyAll(body);
}
