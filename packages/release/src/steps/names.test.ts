import { expect, test } from 'vitest';
import type { StepContext } from '../model/step.js';
import { workflows } from '../workflows/workflows.js';
import { payloadOf } from '../testing/payload.js';
import { hostDirectory } from '../testing/hostDirectory.js';
import { serviceRequest } from '../testing/requests.js';

/*
 * Containers that share a directory each count their processes from 1: what two scripts may write at the same moment is not
 * told apart by the id of a process.
 */
const made = hostDirectory();
made.end();
const context: StepContext = {
  ...made.context,
  payload: payloadOf(2, 2, '', ''),
  target: { program: '/srv/app_20260101_000000', config: null },
  confirm: 5,
  request: serviceRequest('restart'),
};
const steps = Object.values(workflows)
  .flatMap(({ pipelines }) => Object.values(pipelines))
  .flatMap(({ steps: forward, undo }) => [...forward, ...undo]);

test.each([...new Map(steps.map((step) => [step.name, step]))])(
  '%s names nothing by the id of a process',
  (_name, step) => {
    const instruction = step.instruct(context);
    const text = instruction.do === 'script' ? instruction.script : instruction.do === 'carry' ? instruction.guard : '';
    const inNames = text.split('\n').filter((line) => /[^\s"]\$\$|\$\$[^\s]/.test(line) && !line.includes('/proc/$$/'));
    expect(inNames).toEqual([]);
  },
);
