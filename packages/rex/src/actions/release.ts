import {
  CodedError,
  driftPolicies,
  type OnDrift,
  type Provenance,
  type Remarks,
  type Source,
  type Strategy,
  type Targets,
} from '#contract';
import { action, type Action } from './action.js';
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
import {
  informedOf,
  provenanceParameters,
  remarkParameters,
  spellInformed,
} from '../parameters/provenanceParameters.js';
import { strategyParameters } from '../parameters/strategyParameters.js';
import {
  applyOf,
  given,
  spellApply,
  spellStrategy,
  spellWhenBusy,
  strategyOf,
  targetsOf,
  whenBusyOf,
  type WireParameters,
} from '../parameters/words.js';

const planParameter = hashParameter(
  '1 tells what would be done and changes nothing; the hash of a plan: refused when that is no longer so',
);

const sourceParameters = {
  k,
  senv: nameParameter('environment whose live program is released here'),
  expect: stampParameter('with senv: the release (YYYYMMDD_HHmmss) that has to be live there'),
  ...packageParameters,
  bundle: digestParameter('id of an uploaded package (POST /v1/bundles), instead of url'),
  full: choiceParameter('with url or bundle: 1 merges the package over what runs, 2 replaces it', ['1', '2']),
  ...strategyParameters,
  ondrift: choiceParameter(
    'files changed by hand on a host: refuse names them and switches nothing, overwrite replaces them, keep carries them along',
    [...driftPolicies],
  ),
  ...provenanceParameters,
  ...remarkParameters,
};

/** A package holds the program of one group. */
const isPacked = ({ url, bundle }: Readonly<Record<string, string>>): boolean =>
  url !== undefined || bundle !== undefined;

/** A release runs them anyway. */
const commands = choiceParameter(
  'with plan=1: run also runs local_pro_cmd and local_conf_cmd, to list what they make',
  ['run'],
);

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

function sourceOf({ senv, expect, url, set, bundle, full }: WireParameters): Source {
  if (senv !== undefined)
    return { kind: 'environment', name: senv, ...(expect === undefined ? {} : { release: expect }) };
  if (url !== undefined) return { kind: 'url', url, ...(set === undefined ? {} : { base: set }), apply: applyOf(full) };
  if (bundle !== undefined) return { kind: 'upload', bundle, apply: applyOf(full) };
  return { kind: 'updateDirectory' };
}

/** Nothing for the update directory, nor for a source that /rex has no words for. */
function spellSource(source: Source): WireParameters {
  switch (source.kind) {
    case 'environment':
      return given({ senv: source.name, expect: source.release });
    case 'url':
      return given({ url: source.url, full: spellApply(source.apply), set: source.base });
    case 'upload':
      return { bundle: source.bundle, full: spellApply(source.apply) };
    default:
      return {};
  }
}

interface Shipping extends Remarks {
  targets: Targets;
  source: Source;
  strategy: Strategy;
  onDrift?: OnDrift;
  provenance?: Provenance;
}

const shippingOf = (parameters: WireParameters): Shipping => ({
  targets: targetsOf(parameters.k),
  source: sourceOf(parameters),
  strategy: strategyOf(parameters),
  ...(parameters.ondrift === undefined ? {} : { onDrift: parameters.ondrift as OnDrift }),
  ...informedOf(parameters),
});

/** Tells what a release would do, and changes nothing. */
export const planAction = action({
  kind: 'plan',
  summary: 'Tell what a release would do, and change nothing',
  parameters: { ...sourceParameters, commands },
  required: ['k'],
  example: { k: 'server', senv: 'uat' },
  rules,
  decode: (parameters) => ({
    ...{ kind: 'plan', ...shippingOf(parameters) },
    ...(parameters.commands === undefined ? {} : { runCommands: true }),
  }),
  encode: ({ strategy, source, onDrift, runCommands, provenance, note, onBehalfOf }) => ({
    ...spellStrategy(strategy),
    ...given({ ondrift: onDrift, ...(runCommands && { commands: 'run' }) }),
    ...spellSource(source),
    ...spellInformed({ provenance, note, onBehalfOf }),
  }),
});

/** Ships a new version from another environment (senv), a package (url or bundle, full) or the update directory. */
export const releaseAction = action({
  kind: 'release',
  summary: 'Release a new version to every server of the apps',
  parameters: { ...sourceParameters, commands, plan: planParameter, queue },
  required: ['k'],
  example: { k: 'server', senv: 'uat' },
  rules: (parameters, setup) => {
    rules(parameters, setup);
    if (parameters.commands !== undefined)
      throw new CodedError('PARAMETER_INVALID', { field: 'commands', reason: 'only together with plan=1' });
  },
  instead: (parameters) => {
    if (parameters.plan !== '1') return null;
    const own = Object.entries(parameters).filter(([name]) => Object.hasOwn(planAction.parameters, name));
    return { action: planAction, parameters: Object.fromEntries(own) };
  },
  decode: ({ plan, queue: whenBusy, ...parameters }) => ({
    ...{ kind: 'release', ...shippingOf(parameters) },
    ...whenBusyOf(whenBusy),
    ...(plan === undefined ? {} : { plan }),
  }),
  encode: ({ strategy, whenBusy, onDrift, source, plan, provenance, note, onBehalfOf }) => ({
    ...spellStrategy(strategy),
    ...spellWhenBusy(whenBusy),
    ...spellSource(source),
    ...given({ plan, ondrift: onDrift }),
    ...spellInformed({ provenance, note, onBehalfOf }),
  }),
});
