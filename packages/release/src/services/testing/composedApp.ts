import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import type { Service } from '../../model/service.js';
import type { hostDirectory } from '../../testing/hostDirectory.js';
import type { ServiceHost } from './battery.js';
import { managedProgram, withPrograms } from './managedApp.js';
import { type WrittenDocker, composeFile, writtenDocker } from './writtenDocker.js';

/** The project `app` of a file in the live release. */
export const composeService = {
  type: 'compose',
  project: 'app',
  file: 'compose.yaml',
  services: [],
} as const satisfies Service;

/** A host with a docker of its own, and the line of a file of compose that starts the program of the host. */
export type Composed = ServiceHost & { docker: WrittenDocker; command: string };

/** What is known of a container. */
export const factOf = (container: string, name: string): string => readFileSync(join(container, name), 'utf8').trim();

/** Makers of such hosts, whose containers end with the test. */
export function composedOfEachTest() {
  const dockers: WrittenDocker[] = [];
  afterEach(() => {
    for (const docker of dockers.splice(0)) docker.end('app', 'app2');
  });
  const composed = <H extends ReturnType<typeof hostDirectory>>(made: H): H & Composed => {
    const docker = writtenDocker(join(made.root, 'docker'));
    dockers.push(docker);
    const command = `command: ${managedProgram(made).join(' ')}`;
    return { ...made, ...withPrograms(made, docker.programs, { service: composeService }), docker, command };
  };
  /** A host whose live release has a file with the service `web`, and these beside it. */
  const live = (bare: ReturnType<typeof hostDirectory>, beside: Parameters<typeof composeFile>[0] = {}): Composed => {
    const made = composed(bare);
    const program = made.directory(`${made.app.programLink}_20260101_000000`, 'A');
    writeFileSync(join(program, 'compose.yaml'), composeFile({ web: [made.command], ...beside }));
    made.liveAt(made.app.programLink, program);
    return made;
  };
  return { composed, live };
}
