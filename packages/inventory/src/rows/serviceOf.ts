import { secondsIn, type AppSettings } from '#fleet';
import type { App } from '#release';

type Settings = NonNullable<AppSettings['service']>;

/** What starts and stops an app, by what is said beside its row, and by its column where that says nothing of restarts. */
export function serviceOf(
  settings: Settings,
  written: 'restart' | 'never',
): Pick<App, 'service' | 'restarts' | 'reloads' | 'limits'> {
  const { type = 'init', restart, stop, start } = settings;
  const kind = type ?? 'init';
  const mode = kind === 'none' ? 'never' : (restart ?? written);
  const limits = { ...(stop && { stop: secondsIn(stop) }), ...(start && { start: secondsIn(start) }) };
  return {
    ...(kind !== 'init' && { service: ofKind[kind](settings) }),
    restarts: mode === 'restart',
    ...(mode === 'reload' && { reloads: true }),
    ...(Object.keys(limits).length > 0 && { limits }),
  };
}

type Service = NonNullable<App['service']>;

const ofKind: { [K in Service['type']]: (settings: Settings) => Service } = {
  systemd: ({ unit, manager }) => ({ type: 'systemd', unit: unit ?? '', manager: manager ?? 'system' }),
  supervisor: ({ program, config }) => ({ type: 'supervisor', program: program ?? '', config: config ?? '' }),
  pm2: ({ name, file }) => ({ type: 'pm2', name: name ?? '', file: file ?? '' }),
  compose: ({ project, file, services }) => ({
    type: 'compose',
    project: project ?? '',
    file: file ?? 'compose.yaml',
    services: services ?? [],
  }),
  command: ({ commands }) => ({
    type: 'command',
    start: commands?.start ?? '',
    stop: commands?.stop ?? '',
    reload: commands?.reload ?? '',
    status: commands?.status ?? '',
  }),
  none: () => ({ type: 'none' }),
};
