import type { Facts, Output } from '#release';

const init = /^said_(\w+)$/;

/** The output of programs, from the facts of a host's script and from the script's own errors. */
export function outputIn(facts: Facts, errors: string): Output[] {
  const found: Output[] = [];
  for (const [name, text] of Object.entries(facts)) {
    const [, verb] = init.exec(name) ?? [];
    if (verb !== undefined) found.push({ of: `init ${verb}`, stream: 'out', text });
  }
  if (facts.unnoted) {
    const text = `nowhere to write down that this was done: ${facts.unnoted}`;
    found.push({ of: 'journal', stream: 'err', text });
  }
  if (facts.stdout) found.push({ of: 'command', stream: 'out', text: facts.stdout });
  if (facts.stderr) found.push({ of: 'command', stream: 'err', text: facts.stderr });
  if (errors.trim() !== '') found.push({ of: 'script', stream: 'err', text: errors });
  return found;
}

/** The facts of a host without the output, which belongs to the log. */
export const withoutOutput = (facts: Facts): Facts =>
  Object.fromEntries(Object.entries(facts).filter(([name]) => !init.test(name) && name !== 'hook_said'));
