import { loadScript, quote } from '#shell';

/** The values of the init script of one demo application. All paths are absolute. */
export interface InitFacts {
  programLink: string;
  configLink: string;
  key: string;
  host: string;
  port: number;
  /** Directory of its pid file, log and `calls`. */
  dir: string;
  node: string;
  owner: number;
}

const { body } = loadScript('initScript.sh', import.meta.url);

/** A POSIX init script: starts the application in the background and returns at once, and writes down each call. */
export function initScript(facts: InitFacts): string {
  const values = {
    program_link: facts.programLink,
    config_link: facts.configLink,
    key: facts.key,
    host: facts.host,
    port: String(facts.port),
    dir: facts.dir,
    node: facts.node,
    owner: String(facts.owner),
  };
  const assignments = Object.entries(values).map(([name, value]) => `${name}=${quote(value)}`);
  return `#!/bin/sh\n${assignments.join('\n')}\n${body}`;
}
