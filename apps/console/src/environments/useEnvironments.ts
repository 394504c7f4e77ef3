import type { EnvironmentView, MatrixView } from '#api';
import { wholeMatrix } from '#api/client';
import { call } from '../api/client.js';
import type { Refused } from '../api/refused.js';
import { useSettled } from '../fleet/useSettled.js';
import { useEvery } from '../parts/useEvery.js';
import { useLoad } from '../parts/useLoad.js';

/** What runs elsewhere is not told by events. */
const everyMs = 60_000;

/** The environments of config.yml, in its order, and what runs in them. */
export interface Environments {
  all: readonly EnvironmentView[];
  /** Null until it is read: another database may take its time. */
  matrix: MatrixView | null;
}

/** The environments, where there are several; null where there is one only, or until they are known. */
export function useEnvironments(group?: string): {
  environments: Environments | null;
  /** Whether it is known how many there are. */
  known: boolean;
  trouble: Refused | null;
  again: () => void;
} {
  const list = useLoad(async () => (await call('listEnvironments')).items, []);
  const several = (list.value?.length ?? 0) > 1;
  const matrix = useLoad(() => (several ? wholeMatrix({ call }, group) : Promise.resolve(null)), [group, several]);
  useEvery(everyMs, matrix.again);
  useSettled(matrix.again);
  return {
    environments: several ? { all: list.value!, matrix: matrix.value } : null,
    known: list.value !== null || list.trouble !== null,
    trouble: list.trouble ?? matrix.trouble,
    again: list.trouble ? list.again : matrix.again,
  };
}
