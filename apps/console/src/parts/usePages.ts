import { useRef, useState } from 'preact/hooks';
import type { ListPage } from '#api/client';
import { asRefused, type Refused } from '../api/refused.js';
import { type Loaded, useLoad } from './useLoad.js';

export interface Pages<T, Beside = object> extends Omit<Loaded<ListPage<T> & Beside>, 'change'> {
  /** Whether there is more than is shown. */
  more: boolean;
  /** Shows the next page as well. */
  older: () => void;
  /** Changes the rows that are shown by what events said since. */
  change: (how: (items: T[]) => T[]) => void;
}

/** The most rows of a page. */
const longest = 1000;

/**
 * A list that is shown a page at a time, `size` rows each; asked for anew it shows as much as it did. What the first page has beside its
 * rows stays.
 */
export function usePages<T, Beside extends object = object>(
  load: (query: { limit: number; cursor?: string }) => Promise<ListPage<T> & Beside>,
  size: number,
  about: readonly unknown[],
): Pages<T, Beside> {
  const shown = useRef(size);
  const known = useLoad(() => load({ limit: Math.min(longest, Math.max(size, shown.current)) }), about);
  shown.current = known.value?.items.length ?? size;
  const [trouble, setTrouble] = useState<Refused | null>(null);
  const next = known.value?.next ?? null;
  const older = (): void => {
    if (next === null) return;
    load({ limit: size, cursor: next }).then(
      (page) => {
        setTrouble(null);
        // Another list may be shown by now.
        known.change((now) =>
          now.next === next ? { ...now, items: [...now.items, ...page.items], next: page.next } : now,
        );
      },
      (thrown: unknown) => setTrouble(asRefused(thrown)),
    );
  };
  return {
    ...known,
    trouble: known.trouble ?? trouble,
    more: next !== null,
    older,
    change: (how) => known.change((now) => ({ ...now, items: how(now.items) })),
  };
}
