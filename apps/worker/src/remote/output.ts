import type { Facts, Said } from '#release';

const init = /^said_(\w+)$/;

/** What programs wrote, as a host's script told it and as its own errors say. */
export function outputIn(told: Facts, errors: string): Said[] {
  const found: Said[] = [];
  for (const [name, text] of Object.entries(told)) {
    const [, verb] = init.exec(name) ?? [];
    if (verb !== undefined) found.push({ of: `init ${verb}`, stream: 'out', text });
  }
  if (told.unnoted) {
    const text = `nowhere to write down that this was done: ${told.unnoted}`;
    found.push({ of: 'journal', stream: 'err', text });
  }
  if (told.stdout) found.push({ of: 'command', stream: 'out', text: told.stdout });
  if (told.stderr) found.push({ of: 'command', stream: 'err', text: told.stderr });
  if (errors.trim() !== '') found.push({ of: 'script', stream: 'err', text: errors });
  return found;
}

/** The facts of a host without what belongs to the log. */
export const withoutOutput = (told: Facts): Facts =>
  Object.fromEntries(Object.entries(told).filter(([name]) => !init.test(name)));
