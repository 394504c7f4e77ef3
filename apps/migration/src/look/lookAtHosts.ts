import { randomUUID } from 'node:crypto';
import pLimit from 'p-limit';
import { reachOf, type Config, type Environment, type SshConfig } from '#config';
import { asCodedError, errorInside, statement, type CodedError } from '#contract';
import { createInventory } from '#inventory';
import type { Database } from '#mysql';
import { appFound, doctorStep, hostPaths, nothingLate, type App, type StepContext } from '#release';
import { facts as factsIn } from '#shell';
import { createSsh, fingerprint, type HostKeys, type SshClient, type SshLogin } from '#ssh';
import { tableOf } from './lookAtRows.js';
import type { Mend } from './mend.js';

/** Hosts looked at at once. */
const atOnce = 16;
const lookMs = 15_000;

/** Nobody has approved anything yet but in the known_hosts file, and a look records nothing. */
const noKeys: HostKeys = { find: () => Promise.resolve([]), record: () => Promise.resolve() };

const nobody = { id: '', name: '' };

function contextOf(app: App, { release }: Pick<Config, 'release'>): StepContext {
  return {
    ...{ app, installation: nobody, requestId: '', stamp: '', fence: 0, unique: randomUUID(), confirm: 0 },
    request: { kind: 'doctor', targets: { names: [app.appKey] } },
    paths: hostPaths(app, '', release.baseappDir),
    settings: release,
    ...{ facts: {}, payload: null, target: null, known: null, expired: [], together: [app], late: nothingLate },
  };
}

/** The login to a host; a jump host is none for itself. */
function loginTo(settings: SshConfig, host: string, way: readonly string[]): SshLogin {
  const { jump, ...reach } = reachOf(settings, host);
  const through = jump === null || way.includes(jump) ? null : loginTo(settings, jump, [...way, host, jump]);
  const { knownHosts } = settings;
  return { ...reach, hostKeys: 'known_hosts', knownHosts, jump: through, label: host };
}

/** The host of some apps, and what they say about it. */
interface LookedAt {
  ssh: SshClient;
  config: Config;
  login: SshLogin;
  host: string;
  apps: readonly App[];
}

const hostMend = (grade: Mend['grade'], what: Mend['what'], { apps }: LookedAt, cure: string[] = []): Mend => ({
  ...{ grade, what, cure },
  ids: apps.map(({ id }) => id),
});

const namesOf = ({ apps }: LookedAt): string[] => apps.map(({ appKey }) => appKey);

/** What `rexflow doctor` would find of one app, as far as it is not well. */
async function placesOf({ ssh, config, login }: LookedAt, app: App): Promise<Mend[]> {
  const instruction = doctorStep.instruct(contextOf(app, config));
  if (instruction.do !== 'script') throw new TypeError('doctor is no script');
  const result = await ssh.run(login, { script: instruction.script, deadlineMs: lookMs, maxOutput: 256 * 1024 });
  const known = {
    hostKeys: 'known_hosts' as const,
    authorities: [],
    owner: config.release.owner,
    installation: nobody,
  };
  return appFound(factsIn(result.stdout), app, known)
    .filter(({ state }) => state === 'failed' || state === 'warning')
    .map(({ state, statement: found, message }): Mend => ({
      grade: state === 'failed' ? 'mend' : 'know',
      what: statement('moving.place', { app: app.appKey, finding: found ?? message }),
      ids: [app.id],
      cure: [],
    }));
}

async function lookAtHost(looked: LookedAt): Promise<Mend[]> {
  const { ssh, login, host, apps } = looked;
  try {
    const { shown, inFile } = await ssh.scanHostKeys(login);
    if (!shown.some((key) => inFile.good.includes(key))) {
      const seen = fingerprint(shown[0]!);
      const what = statement('moving.hostKey', { host, apps: namesOf(looked), fingerprint: seen });
      return [hostMend('mend', what, looked, [`rexflow host key ${host} --approve ${seen}`])];
    }
  } catch (thrown) {
    return [hostMend('mend', awayStatement(looked, asCodedError(thrown), 'moving.hostAway'), looked)];
  }
  try {
    const found: Mend[] = [];
    for (const app of apps) found.push(...(await placesOf(looked, app)));
    return found;
  } catch (thrown) {
    return [hostMend('mend', awayStatement(looked, asCodedError(thrown), 'moving.hostLogin'), looked)];
  }
}

function awayStatement(looked: LookedAt, error: CodedError, id: 'moving.hostAway' | 'moving.hostLogin'): Mend['what'] {
  return statement(id, { host: looked.host, apps: namesOf(looked), error: errorInside(error, 'cause') });
}

/**
 * Looks at each host of the catalogue as `rexflow doctor` does: whether it answers, which key has to be approved and, where that is known,
 * what it lacks. Nothing is changed anywhere, and no password goes to a host whose key is not known.
 */
export async function lookAtHosts(db: Database, config: Config, environment: Environment): Promise<Mend[]> {
  const { ssh: settings } = environment;
  const apps = await createInventory(db, { table: tableOf(environment) }).all();
  const byHost = new Map<string, App[]>();
  for (const app of apps) byHost.set(app.host, [...(byHost.get(app.host) ?? []), app]);
  const ssh = createSsh({
    connectTimeoutMs: settings.connectTimeout * 1000,
    keepaliveMs: settings.keepalive * 1000,
    idleMs: 1000,
    maxChannels: 8,
    keys: noKeys,
  });
  const limit = pLimit(atOnce);
  try {
    const looks = [...byHost].map(([host, of]) => {
      const login = loginTo(settings, host, []);
      return limit(() => lookAtHost({ ssh, config, login, host, apps: of }));
    });
    return (await Promise.all(looks)).flat();
  } finally {
    await ssh.close();
  }
}
