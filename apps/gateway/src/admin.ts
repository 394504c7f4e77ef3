import { randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { asTrouble } from '#contract';
import { type Config, loadConfig } from '#config';
import { connect, migrate } from '#mysql';
import { createPeople, type People } from '#records';

const usage = `usage: admin create-admin <name>   creates the first user, if there is none, and prints the password, once
       admin set-password <name>   reads the new password from standard input
`;

/** The first administrator gets a drawn password; on stdout there is nothing when there is a user already. */
async function createAdmin(people: People, name: string): Promise<void> {
  if (await people.hasUsers()) {
    process.stderr.write('there is a user already: nothing was created, set-password sets a new password\n');
    return;
  }
  const password = randomBytes(18).toString('base64url');
  await people.createUser(name, password);
  process.stdout.write(`${password}\n`);
}

async function setPassword(people: People, name: string): Promise<void> {
  const password = (await text(process.stdin)).replace(/\r?\n$/, '');
  await people.setPassword(name, password);
}

const commands: Readonly<Record<string, (people: People, name: string) => Promise<void>>> = {
  'create-admin': createAdmin,
  'set-password': setPassword,
};

async function main(words: string[]): Promise<void> {
  const [verb = '', name] = words;
  const command = Object.hasOwn(commands, verb) ? commands[verb] : undefined;
  if (!command || name === undefined || words.length > 2) {
    process.stderr.write(usage);
    process.exitCode = 2;
    return;
  }
  const config: Config = loadConfig();
  const { mysql, tables } = config.environments[config.environment]!;
  await migrate(mysql, tables);
  const db = connect(mysql);
  try {
    await command(createPeople(db), name);
  } finally {
    await db.close();
  }
}

try {
  await main(parseArgs({ allowPositionals: true, strict: true }).positionals);
} catch (thrown) {
  process.stderr.write(`${asTrouble(thrown).message}\n`);
  process.exitCode = 1;
}
