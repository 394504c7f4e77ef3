import { statement, type Statement } from '#contract';
import { checkHealth } from './checkHealth.js';
import { checkHooks } from './checkHooks.js';
import { checkVariables } from './checkVariables.js';
import { membersOfService } from '../settings/service.js';
import type { AppSettings } from '../settings/settings.js';

type Report = (path: readonly string[], problem: Statement) => void;

/** A `.rexflow`, the place of an app in it, or a path below that. */
const ownPlace = /\/\.rexflow(\/[^/]+)?(\/(live|pairs|sealed|outcomes|carriers|gone)(\/.*)?)?$/;

const plainPath = (path: string): string =>
  `/${path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/')}`;

/** Reports what an app lacks, or what of it does not go together, once all its settings are known. */
export function checkApp(
  { paths, service, health, shared, hooks, owner, variables }: AppSettings,
  report: Report,
): void {
  const { program, config, layout, shared: root } = paths ?? {};
  const missing = (path: readonly string[], what: Statement): void => report(path, statement('app.missing', { what }));
  if (!program) missing(['paths', 'program'], statement('app.program'));
  if (!config && layout === 'nested') missing(['paths', 'config'], statement('app.config'));
  checkService(service ?? {}, report);
  checkHooks(hooks?.commands ?? [], report);
  checkVariables(variables ?? {}, report);
  if (owner && !owner.user) missing(['owner', 'user'], statement('app.ownerUser'));
  for (const [key, path] of Object.entries({ program, config, shared: root })) {
    if (path && ownPlace.test(plainPath(path))) report(['paths', key], statement('app.ownPlace'));
  }
  if (program && config) checkLayout(plainPath(program), plainPath(config), layout ?? 'separate', report);
  if (root) checkRoot(plainPath(root), [program, config], report);
  checkShared(shared ?? [], { program, config, layout }, report);
  checkHealth(health ?? [], report);
}

/** Whether one of two paths lies in the other, or they are the same. */
const meet = (one: string, other: string): boolean =>
  `${one}/`.startsWith(`${other}/`) || `${other}/`.startsWith(`${one}/`);

/** What outlives releases does not lie where they come and go. */
function checkRoot(root: string, links: readonly (string | null | undefined)[], report: Report): void {
  for (const link of links.flatMap((one) => (one ? [plainPath(one)] : []))) {
    const release = root.startsWith(`${link}_`) && /^_\d{8}_\d{6}(\.part)?(\/|$)/.test(root.slice(link.length));
    if (release || meet(root, link)) report(['paths', 'shared'], statement('app.sharedInRelease', { path: link }));
  }
}

function checkShared(
  shared: readonly string[],
  { program, config, layout }: NonNullable<AppSettings['paths']>,
  report: Report,
): void {
  const bare = shared.map((path) => plainPath(path).slice(1));
  const inside =
    layout === 'nested' && program && config ? plainPath(config).slice(plainPath(program).length + 1) : undefined;
  bare.forEach((path, index) => {
    const other = bare.slice(0, index).find((one) => meet(one, path));
    const at = ['shared', String(index)];
    if (other !== undefined) report(at, statement('app.sharedTwice', { other }));
    if (inside !== undefined && meet(inside, path)) report(at, statement('app.sharedConfig', { config: inside }));
  });
}

const lacking = {
  script: statement('app.script'),
  process: statement('app.process'),
  unit: statement('app.unit'),
  program: statement('app.supervised'),
  name: statement('app.pm2Name'),
  project: statement('app.composeProject'),
  commands: statement('app.commands'),
} as const;

function checkService(service: NonNullable<AppSettings['service']>, report: Report): void {
  const type = service.type ?? 'init';
  const missing = (path: readonly string[], what: Statement): void =>
    report(['service', ...path], statement('app.missing', { what }));
  const members = membersOfService[type];
  for (const [member, what] of Object.entries(lacking) as [keyof typeof lacking, Statement][])
    if (members[member] === 'needed' && !service[member]) missing([member], what);
  const kinds = Object.entries(membersOfService);
  for (const member of Object.keys(service).filter((key) => kinds.some(([, of]) => key in of))) {
    if (member in members) continue;
    const of = kinds.filter(([, own]) => member in own).map(([kind]) => kind);
    report(['service', member], statement('app.otherService', { type, of }));
  }
  if (type === 'command') {
    for (const verb of ['start', 'stop'] as const)
      if (!service.commands?.[verb]) missing(['commands', verb], statement('app.commandLine'));
    if (!service.process && !service.commands?.status) missing(['commands', 'status'], statement('app.seen'));
    if (service.restart === 'reload' && !service.commands?.reload)
      missing(['commands', 'reload'], statement('app.commandLine'));
  }
  if (type === 'compose') {
    // With its placeholders filled in.
    if (service.project && !/^[a-z0-9][a-z0-9_-]*$/.test(service.project))
      report(['service', 'project'], statement('app.projectName'));
    if (service.restart === 'reload' && !service.services?.length)
      missing(['services'], statement('app.composeServices'));
  }
  if (type === 'none' && service.restart === 'reload') report(['service', 'restart'], statement('app.nothingToReload'));
}

function checkLayout(program: string, config: string, layout: string, report: Report): void {
  if (layout === 'nested' && !config.startsWith(`${program}/`))
    report(['paths', 'config'], statement('app.notNested', { program }));
  if (layout === 'separate' && config === program) report(['paths', 'config'], statement('app.sameAsProgram'));
}
