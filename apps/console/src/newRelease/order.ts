import type { NewRelease, SourceBody } from '#contract';
import { formats, hasFormat, type FailurePolicy, type TextFormat, type WhenBusy } from '#contract/lists';

export type Mode = SourceBody['type'];
export const modes: readonly Mode[] = ['environment', 'url', 'updateDirectory', 'bundle'];

/** What is filled in, as it is typed. */
export interface Order {
  apps: readonly string[];
  mode: Mode;
  from: string;
  /** The release the environment has to run, where that matters. */
  expect: string;
  url: string;
  bundle: string;
  full: 1 | 2;
  policy: '' | FailurePolicy;
  batch: string;
  maxFailures: string;
  confirm: string;
  queue: WhenBusy;
}

export const emptyOrder: Order = {
  apps: [],
  mode: 'environment',
  from: '',
  expect: '',
  url: '',
  bundle: '',
  full: 1,
  policy: '',
  batch: '',
  maxFailures: '',
  confirm: '',
  queue: 'refuse',
};

/** Fields that are not filled in as they have to be. */
export function lacking(order: Order): (keyof Order)[] {
  const { batchSize, hostCount, releaseStamp, seconds } = formats;
  const misfit = (text: string, format: TextFormat): boolean => text !== '' && !hasFormat(format, text);
  const wrong: (keyof Order)[] = [];
  if (order.apps.length === 0) wrong.push('apps');
  if (order.mode === 'environment' && order.from.trim() === '') wrong.push('from');
  if (order.mode === 'environment' && misfit(order.expect, releaseStamp)) wrong.push('expect');
  if (order.mode === 'url' && order.url.trim() === '') wrong.push('url');
  if (order.mode === 'bundle' && order.bundle === '') wrong.push('bundle');
  if (misfit(order.batch, batchSize)) wrong.push('batch');
  if (misfit(order.maxFailures, hostCount)) wrong.push('maxFailures');
  if (misfit(order.confirm, seconds)) wrong.push('confirm');
  return wrong;
}

function sourceOf(order: Order): SourceBody {
  switch (order.mode) {
    case 'environment':
      return { type: 'environment', name: order.from.trim() };
    case 'url':
      return { type: 'url', url: order.url.trim(), full: order.full };
    case 'bundle':
      return { type: 'bundle', id: order.bundle, full: order.full };
    case 'updateDirectory':
      return { type: 'updateDirectory' };
  }
}

const share = (text: string): string | number => (text.endsWith('%') ? text : Number(text));

/** How it is to be carried out; what is left empty is decided by config.yml. */
export function mannerOf(order: Order): Omit<NewRelease, 'apps' | 'source' | 'plan'> {
  return {
    ...(order.policy === '' ? {} : { policy: order.policy }),
    ...(order.batch === '' ? {} : { batch: share(order.batch) }),
    ...(order.maxFailures === '' ? {} : { maxFailures: share(order.maxFailures) }),
    ...(order.confirm === '' ? {} : { confirm: Number(order.confirm) }),
    ...(order.queue === 'refuse' ? {} : { queue: order.queue }),
  };
}

/** The body of POST /v1/releases, and of the plan before it. */
export const bodyOf = (order: Order): NewRelease => ({
  apps: [...order.apps],
  source: sourceOf(order),
  ...mannerOf(order),
});
