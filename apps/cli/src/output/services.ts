import type { AppView } from '#api';
import { formatDuration } from '#api/client';
import type { ServiceAppFindings } from '#contract';
import { sentence } from '../language/sentence.js';
import { wholeAtTerminal } from '../language/statementAtTerminal.js';
import { age, day } from './figures.js';

/** What the service of an app does, by the last look: who had it stopped, or for how long it runs. */
export function serviceState({ serviceSeen: { state, stopped } }: Pick<AppView, 'serviceSeen'>): string {
  return stopped === null ? sentence(`service.is.${state}`) : sentence('service.stoppedBy', { by: stopped.by });
}

/** How long a service had run when somebody looked; empty where it does not. */
export function uptime({ serviceSeen: { state, at, since } }: Pick<AppView, 'serviceSeen'>): string {
  if (state !== 'running' || at === null || since === null) return '';
  return formatDuration(Math.max(0, new Date(at).getTime() - new Date(since).getTime()));
}

/** A row for the service of each app. */
export const serviceRows = (apps: readonly AppView[], now = Date.now()): string[][] =>
  apps.map((app) => {
    const { at, since, pids, restarts } = app.serviceSeen;
    return [
      ...[app.key, app.host, serviceState(app), day(since), uptime(app), pids.join(' ')],
      ...[restarts === null ? '' : String(restarts), age(at, now)],
    ];
  });

/** Why services could not be asked. */
export const serviceTroubles = (apps: readonly AppView[]): string[] =>
  apps.flatMap(({ key, serviceSeen: { reason, statement } }) =>
    reason === null
      ? []
      : [sentence('service.unasked', { app: key, reason: wholeAtTerminal({ message: reason, statement }) })],
  );

/** What was done to one service, as the original says it, and with which processes in how long. */
export function serviceDeed({ message = '', pids, seconds, endedBy = null }: Partial<ServiceAppFindings>): string[] {
  if (message === '') return [];
  const { stop = null, start = null } = seconds ?? {};
  const more = [
    ...(pids ? [sentence('service.pids', { before: pidText(pids.before), after: pidText(pids.after) })] : []),
    ...(stop === null ? [] : [sentence('service.ended', { s: stop.toFixed(1) })]),
    ...(start === null ? [] : [sentence('service.up', { s: start.toFixed(1) })]),
    ...(endedBy === null ? [] : [sentence('service.endedBy', { signal: endedBy })]),
  ];
  return [message, ...more.map((line) => `  ${line}`)];
}

function pidText(pids: readonly number[] | null): string {
  if (pids === null) return '?';
  return pids.length === 0 ? sentence('service.noPid') : pids.join(' ');
}
