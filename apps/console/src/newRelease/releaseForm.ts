import type { NewPlan, NewRelease, SourceBody } from '#api';
import { formats, hasFormat, type FailurePolicy, type OnDrift, type TextFormat, type WhenBusy } from '#contract/lists';

/** The sources that have fields here. */
export const modes = ['environment', 'url', 'updateDirectory', 'bundle'] as const satisfies SourceBody['type'][];
export type Mode = (typeof modes)[number];

/** The fields of the form, as they are typed. */
export interface ReleaseForm {
  apps: readonly string[];
  mode: Mode;
  from: string;
  /** The release the environment has to run, where that matters. */
  expect: string;
  url: string;
  /** The sum the file of the url has to have, where it is known. */
  sha256: string;
  bundle: string;
  full: 1 | 2;
  policy: '' | FailurePolicy;
  batch: string;
  maxFailures: string;
  confirm: string;
  queue: WhenBusy;
  /** Empty: as it is set for the targets, else a release is refused. */
  onDrift: '' | OnDrift;
  /** The plan shows what commands of the worker make. */
  runCommands: boolean;
}

/** What the parts of the form have in common. */
export interface FormProps {
  form: ReleaseForm;
  wrong: readonly (keyof ReleaseForm)[];
  set: (change: Partial<ReleaseForm>) => void;
}

export const emptyForm: ReleaseForm = {
  apps: [],
  mode: 'environment',
  from: '',
  expect: '',
  url: '',
  sha256: '',
  bundle: '',
  full: 1,
  policy: '',
  batch: '',
  maxFailures: '',
  confirm: '',
  queue: 'refuse',
  onDrift: '',
  runCommands: false,
};

/** The fields that are empty or not valid. */
export function invalidFields(form: ReleaseForm): (keyof ReleaseForm)[] {
  const { batchSize, hostCount, releaseStamp, seconds, sha256 } = formats;
  const misfit = (text: string, format: TextFormat): boolean => text !== '' && !hasFormat(format, text);
  const wrong: (keyof ReleaseForm)[] = [];
  if (form.apps.length === 0) wrong.push('apps');
  if (form.mode === 'environment' && form.from.trim() === '') wrong.push('from');
  if (form.mode === 'environment' && misfit(form.expect, releaseStamp)) wrong.push('expect');
  if (form.mode === 'url' && form.url.trim() === '') wrong.push('url');
  if (form.mode === 'url' && misfit(form.sha256.trim(), sha256)) wrong.push('sha256');
  if (form.mode === 'bundle' && form.bundle === '') wrong.push('bundle');
  if (misfit(form.batch, batchSize)) wrong.push('batch');
  if (misfit(form.maxFailures, hostCount)) wrong.push('maxFailures');
  if (misfit(form.confirm, seconds)) wrong.push('confirm');
  return wrong;
}

function sourceOf(form: ReleaseForm): SourceBody {
  switch (form.mode) {
    case 'environment':
      return { type: 'environment', name: form.from.trim() };
    case 'url':
      return {
        ...{ type: 'url', url: form.url.trim(), full: form.full },
        ...(form.sha256.trim() === '' ? {} : { sha256: form.sha256.trim() }),
      };
    case 'bundle':
      return { type: 'bundle', id: form.bundle, full: form.full };
    case 'updateDirectory':
      return { type: 'updateDirectory' };
  }
}

const share = (text: string): string | number => (text.endsWith('%') ? text : Number(text));

/** The strategy of the request; what is left empty is decided by config.yml. */
export function toStrategy(form: ReleaseForm): Omit<NewRelease, 'apps' | 'source' | 'plan'> {
  return {
    ...(form.policy === '' ? {} : { policy: form.policy }),
    ...(form.batch === '' ? {} : { batch: share(form.batch) }),
    ...(form.maxFailures === '' ? {} : { maxFailures: share(form.maxFailures) }),
    ...(form.confirm === '' ? {} : { confirm: Number(form.confirm) }),
    ...(form.queue === 'refuse' ? {} : { queue: form.queue }),
    ...(form.onDrift === '' ? {} : { onDrift: form.onDrift }),
  };
}

/** The body of POST /v1/releases. */
export const toNewRelease = (form: ReleaseForm): NewRelease => ({
  apps: [...form.apps],
  source: sourceOf(form),
  ...toStrategy(form),
});

/** The body of the plan before it. */
export const toNewPlan = (form: ReleaseForm): NewPlan => ({
  ...toNewRelease(form),
  ...(form.runCommands && { runCommands: true }),
});
