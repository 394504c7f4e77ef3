import { restartModes, serviceKinds, type ServiceKind } from '#contract/lists';
import { word, type Of } from '#contract/schema';
import { duration, line, lines, pathOnHost, settingsSection } from './words.js';

const managers = ['system', 'user'] as const;

/** How an application is started and stopped. */
export const serviceSection = settingsSection('How the application is started and stopped.', {
  type: word(serviceKinds, 'What starts it; none: nothing does, as for files that a web server gives out'),
  script: pathOnHost('init: the script, called with start and stop'),
  process: line('init, command: a word of the command line by which its processes are known', { minLength: 1 }),
  unit: line('systemd: its unit', { pattern: '^[A-Za-z0-9:_.@{][A-Za-z0-9:_.@{}\\\\-]*$', maxLength: 255 }),
  manager: word(managers, 'systemd: whose unit it is, that of the machine or that of the user who logs in'),
  program: line('supervisor: its program, or a group as name:*', { pattern: '^[^\\s-][^\\s]*$' }),
  name: line('pm2: its name', { pattern: '^[^\\s-][^\\s]*$' }),
  file: line('pm2: the file it is started by, absolute or below the program'),
  config: pathOnHost('supervisor: the configuration of supervisorctl'),
  commands: settingsSection('command: lines for the shell of the host, in the directory of the program.', {
    start: lines('Starts it, and comes back.'),
    stop: lines('Stops it.'),
    reload: lines('Lets it load what is live.'),
    status: lines('Writes the ids of its processes; nothing where it does not run.'),
  }),
  restart: word(
    restartModes,
    'restart: it is stopped before the switch and started after it; reload: it runs on and is told to load what is live; never: it runs on',
  ),
  stop: duration('How long a stop may take before its processes are ended'),
  start: duration('How long a start may take'),
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
    command: { commands: 'needed', process: 'possible' },
    none: {},
  };
