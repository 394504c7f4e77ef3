import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Config, configPath, gatewayAddress, loadConfig } from '#config';
import pc from 'picocolors';
import { createAdministrator } from './installation/administrator.js';
import { CleanupStack } from './installation/cleanupStack.js';
import { gatewayProgram, ignored, isCheckout, programCommand, workerProgram } from './installation/programs.js';
import { localServers } from './start/localServers.js';
import { setUpServers } from './start/setUpServers.js';
import { untilReady } from './installation/ready.js';
import { signalled } from './installation/signalled.js';
import { supervise } from './start/supervise.js';

/*
 * npm start: a gateway and one worker for config.yml, and whatever servers it does not point elsewhere. rexflow start --prefix: the same
 * for what `rexflow setup --prefix` set up, with the private servers it chose. Runs until it is told to stop, then stops everything in
 * reverse order.
 */
const colors = pc.createColors(process.stderr.isTTY && process.stderr.hasColors());
const tell = (line: string): void => void process.stderr.write(`${colors.cyan('rexflow')} ${line}\n`);

async function startPrograms(config: Config, path: string, cleanups: CleanupStack): Promise<void> {
  const programs = [
    { name: 'gateway', program: gatewayProgram, shutdown: config.gateway.shutdown },
    { name: 'worker', program: workerProgram, shutdown: config.worker.shutdown },
  ];
  const falls: Promise<string>[] = [];
  for (const { name, program, shutdown } of programs) {
    // A little longer than its own limit: it is ended by force only when it does not keep that.
    const patienceMs = (shutdown + 10) * 1000;
    const supervised = await supervise({ name, words: programCommand(path, program), patienceMs, tell });
    cleanups.add(name, supervised.stop);
    falls.push(supervised.fell);
  }
  const ready = untilReady(`${gatewayAddress(config.gateway)}/readyz`).then(() => null);
  const fallen = await Promise.race([ready, ...falls]);
  if (fallen !== null) throw new Error(`${fallen} before the installation was ready`);
}

function show(name: string, password: string): void {
  const lines = [
    'The first administrator. The password is shown only now:',
    '',
    `  user      ${name}`,
    `  password  ${password}`,
  ];
  const edge = '-'.repeat(60);
  process.stderr.write(`\n${colors.yellow(edge)}\n${colors.bold(lines.join('\n'))}\n${colors.yellow(edge)}\n\n`);
}

interface Asked {
  prefix?: string;
  servers?: string;
}

/** The configuration to run, and the private servers that were started for it. */
async function prepared(
  { prefix }: Asked,
  cleanups: CleanupStack,
): Promise<{ path: string; ended: Promise<string>[] }> {
  if (prefix !== undefined) {
    const path = join(resolve(prefix), 'config.yml');
    if (!existsSync(path)) throw new Error(`${path} is not there: rexflow setup --prefix ${prefix}`);
    return { path, ended: await setUpServers(join(resolve(prefix), 'servers'), cleanups, tell) };
  }
  if (!isCheckout && !existsSync(configPath())) {
    throw new Error(`${configPath()} is not there: rexflow start --prefix DIR, or REXFLOW_CONFIG=… rexflow start`);
  }
  // A package has no place for servers of its own: what is missing is told by the configuration.
  if (!isCheckout) return { path: configPath(), ended: [] };
  return await localServers(configPath(), join(ignored, 'start'), cleanups, tell);
}

const untilEnded = async (ended: readonly Promise<string>[]): Promise<never> => {
  throw new Error(await Promise.race([new Promise<never>(() => undefined), ...ended]));
};

/** Starts the installation, or its private servers alone. Ends only by an error: of its start, or when a private server ended by itself. */
async function start(asked: Asked, cleanups: CleanupStack): Promise<never> {
  if (asked.servers !== undefined) return await untilEnded(await setUpServers(resolve(asked.servers), cleanups, tell));
  const { path, ended } = await prepared(asked, cleanups);
  const config = loadConfig(path);
  await startPrograms(config, path, cleanups);
  const administrator = await createAdministrator(path);
  if (administrator) show(administrator.name, administrator.password);
  tell(
    `ready, console and API on ${gatewayAddress(config.gateway)}, environment ${config.environment}; Ctrl-C stops it`,
  );
  return await untilEnded(ended);
}

const cleanups = new CleanupStack();
const signal = signalled();
try {
  const { values } = parseArgs({ options: { prefix: { type: 'string' }, servers: { type: 'string' } } });
  tell(`${await Promise.race([start(values, cleanups), signal])}: stopping`);
} catch (error) {
  tell(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
for (const complaint of await cleanups.close()) tell(complaint);
process.exit();
