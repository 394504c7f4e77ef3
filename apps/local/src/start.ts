import { join } from 'node:path';
import { type Config, configPath, loadConfig } from '#config';
import pc from 'picocolors';
import { createAdministrator } from './installation/administrator.js';
import { Closing } from './installation/closing.js';
import { gatewayProgram, houseWords, ignored, workerProgram } from './installation/programs.js';
import { privateParts } from './start/localServers.js';
import { callable, untilReady } from './installation/ready.js';
import { signalled } from './installation/signalled.js';
import { supervise } from './start/supervise.js';

/*
 * npm start: a gateway and one worker for config.yml, and whatever servers it does not point elsewhere. Runs until it is
 * told to stop, then stops everything in reverse order.
 */
const colors = pc.createColors(process.stderr.isTTY && process.stderr.hasColors());
const tell = (line: string): void => void process.stderr.write(`${colors.cyan('rexflow')} ${line}\n`);

async function startPrograms(config: Config, path: string, closing: Closing): Promise<void> {
  const programs = [
    { name: 'gateway', program: gatewayProgram, shutdown: config.gateway.shutdown },
    { name: 'worker', program: workerProgram, shutdown: config.worker.shutdown },
  ];
  const falls: Promise<string>[] = [];
  for (const { name, program, shutdown } of programs) {
    // A little longer than its own limit: it is ended by force only when it does not keep that.
    const patienceMs = (shutdown + 10) * 1000;
    const supervised = await supervise({ name, words: houseWords(path, program), patienceMs, tell });
    closing.add(name, supervised.stop);
    falls.push(supervised.fell);
  }
  const ready = untilReady(`${callable(config.gateway.host, config.gateway.port)}/readyz`).then(() => null);
  const fallen = await Promise.race([ready, ...falls]);
  if (fallen !== null) throw new Error(`${fallen} before the house was ready`);
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

/** Opens the house. Ends only by an error: of its start, or when a private server ended by itself. */
async function start(closing: Closing): Promise<never> {
  const { path, ended } = await privateParts(configPath(), join(ignored, 'start'), closing, tell);
  const config = loadConfig(path);
  await startPrograms(config, path, closing);
  const administrator = await createAdministrator(path);
  if (administrator) show(administrator.name, administrator.password);
  tell(
    `ready, console and API on ${callable(config.gateway.host, config.gateway.port)}, environment ${config.environment}; Ctrl-C stops it`,
  );
  throw new Error(await Promise.race([new Promise<never>(() => undefined), ...ended]));
}

const closing = new Closing();
const signal = signalled();
try {
  tell(`${await Promise.race([start(closing), signal])}: stopping`);
} catch (error) {
  tell(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
for (const complaint of await closing.close()) tell(complaint);
process.exit();
