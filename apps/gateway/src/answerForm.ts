import type { Config } from '#config';
import { documented } from './documented.js';

/** An answer of `/rex` in the form config.yml asks for (`rex.answers`). */
export function answerForm(body: unknown, { rex }: Config): unknown {
  return rex.answers === 'native' ? body : documented(body);
}
