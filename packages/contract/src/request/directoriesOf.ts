import type { DirectoryKey } from './directories.js';
import type { Request } from './request.js';
import type { Source } from './source.js';

/** Where the programs and configurations of a release come from, as far as they lie here. */
function ofSource({ kind }: Source): DirectoryKey[] {
  if (kind === 'upload') return ['store'];
  return kind === 'updateDirectory' ? ['updateProdir', 'updateConfdir'] : [];
}

/** The directories a request reads or fills by name, so that it matters whose they are. */
export function directoriesOf(request: Request): DirectoryKey[] {
  switch (request.kind) {
    case 'release':
    case 'plan':
      return ofSource(request.source);
    case 'download': {
      const filled: DirectoryKey[] = request.fillUpdateDirectory ? ['updateProdir', 'updateConfdir'] : [];
      return ['localProdir', 'localConfdir', ...filled];
    }
    case 'fetch': {
      const into: DirectoryKey[] = request.merge ? [request.merge.into === 'staging' ? 'softdir' : 'updateProdir'] : [];
      return ['httpdowndir', ...into];
    }
    case 'stage': {
      const from: DirectoryKey[] =
        request.from === 'updateDirectory' ? ['updateProdir', 'updateConfdir'] : ['localProdir', 'localConfdir'];
      return [...from, 'softdir', 'configuredir'];
    }
    case 'compare':
      return ['localProdir', 'localConfdir', 'softdir', 'configuredir'];
    case 'compareReleases':
      return ['store'];
    case 'hooks':
      return ['softdir', 'configuredir'];
    default:
      return [];
  }
}
