import type { App } from '../model/app.js';
import { eachAppScript } from './hostScript.js';

const script = eachAppScript({ file: 'sight', lib: ['service', 'processes', 'uptime'], args: ['program_link'] });

/**
 * A script that tells of each of the apps of one host where its current link leads and how many processes it has: see
 * `sightingsFound`. It takes no lock, starts nothing of an application and changes nothing.
 */
export const sightScript = (apps: readonly App[]): string =>
  script(apps.map((app) => ({ app, values: { program_link: app.programLink } })));
