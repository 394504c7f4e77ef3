import { CodedError } from '#contract';
import type { Action } from './action.js';
import { packageParameters, requirePackageUrl } from '../parameters/packageParameters.js';
import {
  choiceParameter,
  digestParameter,
  hashParameter,
  k,
  nameParameter,
  queue,
  stampParameter,
} from '../parameters/parameter.js';
import { strategyParameters } from '../parameters/strategyParameters.js';

const planParameter = hashParameter(
  '1 tells what would be done and changes nothing; the hash of a plan: refused when that is no longer so',
);

const source = {
  k,
  senv: nameParameter('environment whose live program is released here'),
  expect: stampParameter('with senv: the release (YYYYMMDD_HHmmss) that has to be live there'),
  ...packageParameters,
  bundle: digestParameter('id of an uploaded package (POST /v1/bundles), instead of url'),
  full: choiceParameter('with url or bundle: 1 merges the package over what runs, 2 replaces it', ['1', '2']),
  ...strategyParameters,
};

/** A package holds the program of one group. */
const isPacked = ({ url, bundle }: Readonly<Record<string, string>>): boolean =>
  url !== undefined || bundle !== undefined;

const rules: Action['rules'] = (parameters, { bases }) => {
  const { senv, url, bundle, full, set, expect } = parameters;
  const other = senv !== undefined ? 'senv' : url !== undefined ? 'url' : null;
  if (bundle !== undefined && other !== null)
    throw new CodedError('PARAMETER_INVALID', { field: 'bundle', reason: `cannot be given together with ${other}` });
  const packed = isPacked(parameters);
  if (packed && full === undefined) throw new CodedError('URL_WITHOUT_FULL');
  if (full !== undefined && !packed) throw new CodedError('FULL_WITHOUT_URL');
  if (senv !== undefined && url !== undefined) throw new CodedError('SOURCE_WITH_URL');
  if (expect !== undefined && senv === undefined)
    throw new CodedError('PARAMETER_INVALID', { field: 'expect', reason: 'only together with senv' });
  if (url !== undefined) requirePackageUrl(url, set, bases);
  else if (set !== undefined)
    throw new CodedError('PARAMETER_INVALID', { field: 'set', reason: 'only together with url' });
};

/** Tells what a release would do, and changes nothing. */
export const planAction: Action = {
  name: 'plan',
  summary: 'Tell what a release would do, and change nothing',
  parameters: source,
  required: ['k'],
  example: { k: 'server', senv: 'uat' },
  rules,
};

/** Ships a new version from another environment (senv), a package (url or bundle, full) or the update directory. */
export const releaseAction: Action = {
  name: 'release',
  summary: 'Release a new version to every server of the apps',
  parameters: { ...source, plan: planParameter, queue },
  required: ['k'],
  example: { k: 'server', senv: 'uat' },
  rules,
  instead: (parameters) => {
    if (parameters.plan !== '1') return null;
    const own = Object.entries(parameters).filter(([name]) => Object.hasOwn(planAction.parameters, name));
    return { action: planAction, parameters: Object.fromEntries(own) };
  },
};
