import { readFileSync } from 'node:fs';
import { inEnglish, type Statement } from '#contract';
import { checkForm } from './check/checkForm.js';
import { checkHosts } from './check/checkHosts.js';
import { expandFleet } from './expand/expandFleet.js';
import type { Fleet } from './model/fleet.js';
import { parseFleet } from './parse/parseFleet.js';
import { spellPath } from './model/problem.js';

/** The example that the manual ships. */
export const exampleFile = new URL('../../../apps/gateway/docs/examples/fleet.yml', import.meta.url).pathname;
export const exampleText = (): string => readFileSync(exampleFile, 'utf8');

/** What a text comes to: its fleet, and every problem as `line:column path: message`. */
export function readFleet(text: string, environment = 'prod'): { fleet: Fleet; problems: string[] } {
  const { value, mistakes, positionOf } = parseFleet(text);
  const problems = mistakes.map(
    ({ position, problem }) => `${position.line}:${position.column} ${inEnglish(problem).message}`,
  );
  const report = (path: readonly (string | number)[], problem: Statement): void => {
    const { line, column } = positionOf(path);
    problems.push(`${line}:${column} ${spellPath(path)}: ${inEnglish(problem).message}`);
  };
  const nothing: Fleet = { hosts: new Map(), groups: new Map(), apps: new Map(), outages: new Map() };
  if (mistakes.length > 0 || !checkForm(value, report)) return { fleet: nothing, problems };
  const fleet = expandFleet(value, environment, report);
  checkHosts(fleet.hosts, report, { all: true });
  return { fleet, problems };
}
