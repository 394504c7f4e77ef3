import { Trouble } from '../trouble.js';
import type { Action } from './action.js';
import { packageParameters, packageUrl } from './packageUrl.js';
import { choice, k, name, queue } from './parameter.js';
import { rolloutParameters } from './rolloutParameters.js';

/** Ships a new version from another environment (senv), from a package (url, full) or from the update directory. */
export const release: Action = {
  name: 'release',
  summary: 'Release a new version to every server of the apps',
  parameters: {
    k,
    senv: name('environment whose live program is released here'),
    ...packageParameters,
    full: choice('with url: 1 merges the package over what runs, 2 replaces it', ['1', '2']),
    ...rolloutParameters,
    queue,
  },
  required: ['k'],
  example: { k: 'server', senv: 'uat' },
  kind: 'job',
  changes: true,
  recorded: true,
  oneGroup: ({ url }) => url !== undefined,
  rules: (parameters, { bases }) => {
    const { senv, url, full, set } = parameters;
    if (url !== undefined && full === undefined) throw new Trouble('URL_WITHOUT_FULL');
    if (full !== undefined && url === undefined) throw new Trouble('FULL_WITHOUT_URL');
    if (senv !== undefined && url !== undefined) throw new Trouble('SOURCE_WITH_URL');
    if (url !== undefined) packageUrl(parameters, bases);
    else if (set !== undefined)
      throw new Trouble('PARAMETER_INVALID', { field: 'set', reason: 'only together with url' });
  },
};
