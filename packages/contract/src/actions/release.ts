import { Trouble } from '../trouble.js';
import type { Action } from './action.js';
import { packageParameters, packageUrl } from './packageUrl.js';
import { choice, digest, k, name, queue } from './parameter.js';
import { rolloutParameters } from './rolloutParameters.js';

/** Ships a new version from another environment (senv), a package (url or bundle, full) or the update directory. */
export const release: Action = {
  name: 'release',
  summary: 'Release a new version to every server of the apps',
  parameters: {
    k,
    senv: name('environment whose live program is released here'),
    ...packageParameters,
    bundle: digest('id of an uploaded package (POST /v1/bundles), instead of url'),
    full: choice('with url or bundle: 1 merges the package over what runs, 2 replaces it', ['1', '2']),
    ...rolloutParameters,
    queue,
  },
  required: ['k'],
  example: { k: 'server', senv: 'uat' },
  kind: 'job',
  changes: true,
  recorded: true,
  oneGroup: ({ url, bundle }) => url !== undefined || bundle !== undefined,
  rules: (parameters, { bases }) => {
    const { senv, url, bundle, full, set } = parameters;
    const other = senv !== undefined ? 'senv' : url !== undefined ? 'url' : null;
    if (bundle !== undefined && other !== null)
      throw new Trouble('PARAMETER_INVALID', { field: 'bundle', reason: `cannot be given together with ${other}` });
    const packed = url !== undefined || bundle !== undefined;
    if (packed && full === undefined) throw new Trouble('URL_WITHOUT_FULL');
    if (full !== undefined && !packed) throw new Trouble('FULL_WITHOUT_URL');
    if (senv !== undefined && url !== undefined) throw new Trouble('SOURCE_WITH_URL');
    if (url !== undefined) packageUrl(parameters, bases);
    else if (set !== undefined)
      throw new Trouble('PARAMETER_INVALID', { field: 'set', reason: 'only together with url' });
  },
};
