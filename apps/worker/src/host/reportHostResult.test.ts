import type { Code, ErrorReport } from '#contract';
import type { Facts, Hook, StepRecord } from '#release';
import { expect, test } from 'vitest';
import type { HostPhase } from './hostPhase.js';
import { standingOf } from './reportHostResult.js';

const trouble = (code: Code): ErrorReport => ({ code, kind: 'failed' }) as unknown as ErrorReport;
const hostPhase = (phase: string, hooks: readonly Partial<Hook>[] = []): HostPhase =>
  ({
    request: { recorded: true, request: { kind: 'release' } },
    record: { app: { hooks } },
    job: { phase },
  }) as unknown as HostPhase;
const failed = (step: string, code: Code): StepRecord => ({ step, state: 'failed', facts: {}, trouble: trouble(code) });
const done = (step: string, facts: Facts = {}): StepRecord => ({ step, state: 'done', facts, trouble: null });
const seen = (processes: string, home: 'yes' | 'no'): StepRecord =>
  done('look', { look_processes: processes, look_home: home });

const undone = (undo: 'none' | 'done' | 'failed' | 'unreached', code: Code = 'START_FAILED') =>
  ({ do: 'end', outcome: 'failed', trouble: trouble(code), undo }) as const;

test.each([
  ['what could not be written down has been done all the same', [seen('1', 'yes')], 'restored'],
  ['nothing runs', [seen('0', 'yes')], 'down'],
  ['the previous release is live and not healthy', [failed('probeAgain', 'HEALTH_FAILED'), seen('1', 'yes')], 'down'],
  ['the new one was not healthy and is what runs', [failed('probe', 'HEALTH_FAILED'), seen('2', 'no')], 'down'],
  [
    'the new one was not healthy, and the old one runs',
    [failed('probe', 'HEALTH_FAILED'), seen('1', 'yes')],
    'restored',
  ],
  ['something else runs', [seen('1', 'no')], 'unknown'],
  ['nobody could look', [failed('look', 'CONNECTION_LOST')], 'unknown'],
] as const)('after going back failed, %s: told by a look', (_what, history, standing) => {
  const all = [failed('activate', 'START_FAILED'), failed('revert', 'HOST_TROUBLE'), ...history];
  expect(standingOf(hostPhase('activate'), undone('failed'), all)).toBe(standing);
  expect(standingOf(hostPhase('undo'), undone('none'), [failed('takeBack', 'HOST_TROUBLE'), ...history])).toBe(
    standing,
  );
});

test('an app that was refused before anything was stopped is what it was, and one that was put back is restored', () => {
  const refused = [failed('activate', 'DISK_FULL'), done('revert', { untouched: 'yes' })];
  expect(standingOf(hostPhase('activate'), undone('done'), refused)).toBe('old');
  expect(standingOf(hostPhase('activate'), undone('done'), [failed('activate', 'START_FAILED'), done('revert')])).toBe(
    'restored',
  );
  expect(standingOf(hostPhase('prepare'), undone('none'), [])).toBe('old');
});

test('of a host that could not be asked nobody knows, and of one in other hands neither', () => {
  expect(standingOf(hostPhase('activate'), undone('unreached'), [])).toBe('unknown');
  expect(standingOf(hostPhase('activate'), undone('failed', 'FENCE_OLD'), [seen('1', 'yes')])).toBe('unknown');
});

test('a host that a hook keeps from going back runs the new release where a look saw it', () => {
  const oneWay = [{ when: 'before-switch', run: 'once', reversible: false } as const];
  const failedAfterwards = [failed('afterStart', 'HOOK_FAILED')];
  const standing = (history: StepRecord[]) =>
    standingOf(hostPhase('activate', oneWay), undone('none'), [...failedAfterwards, ...history]);
  expect(standing([seen('1', 'no')])).toBe('new');
  expect(standing([seen('0', 'no')])).toBe('down');
  expect(standing([seen('1', 'yes')])).toBe('restored');
  expect(standingOf(hostPhase('wrapUp'), { do: 'end', outcome: 'done' }, [])).toBe(null);
});
