import type { ReleaseHead } from '#api';
import { t } from '../language/index.js';
import { releaseState } from '../states/releaseState.js';
import { State } from '../states/State.js';

/** The state of a release, or how it ended. */
export function ReleaseStateChip({
  release,
  form = 'chip',
}: {
  release: Pick<ReleaseHead, 'state' | 'outcome' | 'cancelledBy'>;
  form?: 'chip' | 'inline';
}) {
  const stopping = release.state !== 'settled' && release.cancelledBy !== null;
  return <State of={releaseState(release)} form={form} {...(stopping ? { text: t('release.stopping') } : {})} />;
}
