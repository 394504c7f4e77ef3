import { withField } from '../field.js';
import { figureOf, type Rounds } from '../figure.js';
import { alternate } from '../release.js';
import type { Part } from './part.js';

/** A release against the bare script, and what a host of a larger group costs against one of the smallest. */
export const measureRelease: Part = ({ hosts, rounds }, found) =>
  withField({ hosts: Math.max(...hosts) }, async (field) => {
    const smallest = new Map<string, { count: number; took: Rounds }>();
    for (const count of hosts) {
      for (const what of ['one', 'all'] as const) {
        const took = await alternate(field, count, what, rounds);
        const name = `release.${count}-hosts.${what === 'one' ? 'one-file' : 'all-files'}`;
        found(figureOf(name, 's', took.rexflow, took.baseline));
        const first = smallest.get(what);
        if (!first) smallest.set(what, { count, took });
        else {
          const each = (sizes: { count: number; took: Rounds }): number[] =>
            sizes.took.rexflow.map((seconds) => seconds / sizes.count);
          found(figureOf(`${name}.per-host`, 's', each({ count, took }), each(first)));
        }
      }
    }
  });
