import type { DirectoryKey } from '../request/directories.js';

type Parameters = Readonly<Record<string, string>>;

/** Where the programs and configurations of a release come from, as far as they lie here. */
function ofRelease({ url, bundle, senv }: Parameters): DirectoryKey[] {
  if (bundle !== undefined) return ['store'];
  return url !== undefined || senv !== undefined ? [] : ['updateProdir', 'updateConfdir'];
}

const ofAction: Readonly<Record<string, (parameters: Parameters) => DirectoryKey[]>> = {
  release: ofRelease,
  plan: ofRelease,
  'Enter:route:download': ({ update }) => [
    'localProdir',
    'localConfdir',
    ...(update === '1' ? (['updateProdir', 'updateConfdir'] as const) : []),
  ],
  'Enter:route:downloadCombile': ({ full, dest }) => [
    'httpdowndir',
    ...(full && dest ? [dest === '1' ? ('softdir' as const) : ('updateProdir' as const)] : []),
  ],
  'Deploy:Core:syncpro': ({ update }) => [
    ...(update === '1' ? (['updateProdir', 'updateConfdir'] as const) : (['localProdir', 'localConfdir'] as const)),
    'softdir',
    'configuredir',
  ],
  'Deploy:Core:diff': () => ['localProdir', 'localConfdir', 'softdir', 'configuredir'],
  'Deploy:Configure:config': () => ['softdir', 'configuredir'],
};

/** The directories a request reads or fills by name, so that it matters whose they are. */
export const directoriesOf = (action: string, parameters: Parameters): DirectoryKey[] =>
  ofAction[action]?.(parameters) ?? [];
