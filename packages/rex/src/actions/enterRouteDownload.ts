import { CodedError } from '#contract';
import { action } from './action.js';
import { choiceParameter, k, nameParameter } from '../parameters/parameter.js';
import { given, spellTrees, targetsOf, treesOf } from '../parameters/words.js';

const parts = ['pro', 'conf', 'all'] as const;

/** Brings the live program and config of the apps here, with update=1 also to the update directory. */
export const enterRouteDownloadAction = action({
  kind: 'download',
  summary: 'Download the live program and config of the apps',
  parameters: {
    k,
    update: choiceParameter('1 also copies them to the update directory, ready to be changed and released', ['0', '1']),
    senv: nameParameter('environment to download from; by group'),
    type: choiceParameter('with senv: program, config or both; the program if absent', parts),
    usetype: choiceParameter('without senv: program, config or both; both if absent', parts),
    rsyncdelete: choiceParameter(
      '1 mirrors into the local copy, of which files of the same size and time stay, instead of starting from nothing',
      ['0', '1'],
    ),
  },
  required: ['k'],
  example: { k: 'server', update: '1' },
  rules: ({ senv, type, usetype }) => {
    const misplaced = senv === undefined ? type !== undefined && 'type' : usetype !== undefined && 'usetype';
    if (!misplaced) return;
    const reason = misplaced === 'type' ? 'only together with senv; use usetype' : 'not together with senv; use type';
    throw new CodedError('PARAMETER_INVALID', { field: misplaced, reason });
  },
  decode: ({ k: names, senv, type, usetype, update, rsyncdelete }) => ({
    kind: 'download',
    targets: targetsOf(names),
    // Without `senv` both trees unless `usetype` says otherwise, with it the program unless `type` does.
    trees: treesOf(senv === undefined ? (usetype ?? 'all') : (type ?? 'pro')),
    ...(senv === undefined ? {} : { environment: senv }),
    ...{ mirror: rsyncdelete === '1', fillUpdateDirectory: update === '1' },
  }),
  encode: ({ environment: senv, trees, mirror, fillUpdateDirectory }) =>
    given({
      ...{ senv, [senv === undefined ? 'usetype' : 'type']: spellTrees(trees) },
      ...{ rsyncdelete: mirror ? '1' : undefined, update: fillUpdateDirectory ? '1' : undefined },
    }),
});
