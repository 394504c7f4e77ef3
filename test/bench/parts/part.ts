import type { Figure } from '../figure.js';
import type { BenchOptions } from '../options.js';

/** Measures one thing, in an installation of its own, and tells each figure as soon as it has it. */
export type Part = (options: BenchOptions, found: (figure: Figure) => void) => Promise<void>;
