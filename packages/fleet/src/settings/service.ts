import { restartModes, serviceKinds, type ServiceKind } from '#contract/lists';
import { list, word, type Of } from '#contract/schema';
import { descriptionOf } from './descriptions.js';
import { duration, line, lines, pathOnHost, settingsSection } from './words.js';

const managers = ['system', 'user'] as const;

/** How an application is started and stopped. */
export const serviceSection = settingsSection('setting.service', {
  type: word(serviceKinds, descriptionOf('setting.service.type')),
  script: pathOnHost('setting.service.script'),
  process: line('setting.service.process', { minLength: 1 }),
  unit: line('setting.service.unit', { pattern: '^[A-Za-z0-9:_.@{][A-Za-z0-9:_.@{}\\\\-]*$', maxLength: 255 }),
  manager: word(managers, descriptionOf('setting.service.manager')),
  program: line('setting.service.program', { pattern: '^[^\\s-][^\\s]*$' }),
  name: line('setting.service.name', { pattern: '^[^\\s-][^\\s]*$' }),
  file: line('setting.service.file'),
  project: line('setting.service.project', { pattern: '^[a-z0-9{][a-z0-9_{}-]*$' }),
  services: {
    ...list(
      line('setting.service.services.name', { pattern: '^[A-Za-z0-9._][A-Za-z0-9._-]*$' }),
      descriptionOf('setting.service.services'),
    ),
    maxItems: 100,
  },
  config: pathOnHost('setting.service.config'),
  commands: settingsSection('setting.service.commands', {
    start: lines('setting.service.commands.start'),
    stop: lines('setting.service.commands.stop'),
    reload: lines('setting.service.commands.reload'),
    status: lines('setting.service.commands.status'),
  }),
  restart: word(restartModes, descriptionOf('setting.service.restart')),
  stop: duration('setting.service.stop'),
  start: duration('setting.service.start'),
});

/** The members of it but for those of every kind. */
type OfKind = Exclude<keyof Of<typeof serviceSection>, 'type' | 'restart' | 'start' | 'stop'>;

/** What belongs to each kind of service, and whether it is needed. */
export const membersOfService: Readonly<Record<ServiceKind, Readonly<Partial<Record<OfKind, 'needed' | 'possible'>>>>> =
  {
    init: { script: 'needed', process: 'needed' },
    systemd: { unit: 'needed', manager: 'possible' },
    supervisor: { program: 'needed', config: 'possible' },
    pm2: { name: 'needed', file: 'possible' },
    compose: { project: 'needed', file: 'possible', services: 'possible' },
    command: { commands: 'needed', process: 'possible' },
    none: {},
  };
