import { action } from './action.js';
import { packageParameters, requirePackageUrl } from '../parameters/packageParameters.js';
import { choiceParameter, k, nameParameter } from '../parameters/parameter.js';
import { applyOf, given, spellApply, targetsOf } from '../parameters/words.js';

/** Fetches a package, unpacks and checks it, and with both `full` and `dest` merges it into a local directory. */
export const enterRouteDownloadCombileAction = action({
  kind: 'fetch',
  summary: 'Fetch a package and merge it into the program to be released',
  parameters: {
    k,
    ...packageParameters,
    downdir: nameParameter('name of the directory below httpdowndir; the current time if absent'),
    full: choiceParameter('1 merges over what is there, 2 replaces it', ['1', '2']),
    dest: choiceParameter('1 merges into softdir, 2 into the update directory; without it nothing is merged', [
      '1',
      '2',
    ]),
  },
  required: ['k', 'url'],
  example: { k: 'server', url: 'http://10.0.0.3/test.tar.gz', full: '1', dest: '2' },
  rules: ({ url = '', set }, { bases }) => {
    requirePackageUrl(url, set, bases);
  },
  decode: ({ k: names, url = '', set, downdir, full, dest }) => ({
    ...{ kind: 'fetch', targets: targetsOf(names), url },
    ...(set === undefined ? {} : { base: set }),
    ...(downdir === undefined ? {} : { directory: downdir }),
    ...(full && dest
      ? { merge: { into: dest === '1' ? ('staging' as const) : ('updateDirectory' as const), apply: applyOf(full) } }
      : {}),
  }),
  encode: ({ url, base, directory, merge }) => {
    const full = merge && spellApply(merge.apply);
    return given({ url, set: base, downdir: directory, full, dest: merge && (merge.into === 'staging' ? '1' : '2') });
  },
});
