import type { FollowOptions, StreamId, StreamItem } from '#api/client';
import { gateway, seen } from './client.js';
import { perFrame } from './frames.js';
import { asRefused, type Refused } from './refused.js';
import { close } from './session.js';

interface Listener<T> {
  /** Takes the items that came since the last frame was drawn. */
  take: (items: T[]) => void;
  /** The stream is open, or was lost and will be opened again, or has nothing more to come. */
  stands: (how: 'live' | 'lost' | 'over', why?: Refused) => void;
}

/** Follows a stream of the API until its signal is aborted, a frame of the page at a time. */
export function follow<Id extends StreamId>(
  id: Id,
  options: FollowOptions<Id>,
  { take, stands }: Listener<StreamItem<Id>>,
): void {
  const { signal } = options;
  const frames = perFrame(take);
  const run = async (): Promise<void> => {
    const connected = { opened: () => stands('live'), lost: () => stands('lost') };
    for await (const items of gateway.follow(id, { ...options, ...connected })) frames.add(items);
    if (signal.aborted) return;
    frames.flush();
    stands('over');
  };
  run().catch((thrown: unknown) => {
    if (signal.aborted) return;
    const refused = asRefused(seen(thrown));
    if (refused.status === 401) close('expired');
    stands('over', refused);
  });
}
