import { plainScript } from '../scripts/hostScript.js';
import { hostTools } from './doctor.js';

const script = plainScript({ file: 'hostCheck', lib: ['hostTools'], args: ['tools', 'apps_home'] });

/** A script that tells whether a host has what releases need of any app; `appsHome` is where apps lie as a rule. */
export const hostCheckScript = (appsHome: string): string =>
  script({ tools: hostTools.join(' '), apps_home: appsHome });
