import { randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { asCodedError } from '#contract';
import { type Config, configPath, loadConfig } from '#config';
import { connectMysql, migrate } from '#mysql';
import { createPeople, type People } from '#records';

/** Exit status of create-admin when another user was created before. */
const refusedStatus = 3;

const usage = `usage: rexflow admin create-admin <name>   creates the first user, if there is none, and prints the password, once;
                                           ends with status 3 when there is another one
       rexflow admin set-password <name>   reads the new password from standard input
`;

/**
 * Creates the first user and prints the random password. Repeated for that same user it creates nothing, prints nothing on
 * stdout and succeeds; for any other name it is refused with an exit status of its own.
 */
async function createAdmin(people: People, name: string): Promise<void> {
  const names = await people.userNames();
  if (names.includes(name)) {
    process.stderr.write('there is a user already: nothing was created, set-password sets a new password\n');
    return;
  }
  if (names.length > 0) {
    const cause = `${name} was not created: only the first user is created here, and there is ${names.join(', ')} already`;
    process.stderr.write(`${cause}. For a new password: rexflow admin set-password ${names[0]}\n`);
    process.exitCode = refusedStatus;
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
  const config: Config = loadConfig(configPath(), { logins: false });
  const { mysql, tables } = config.environments[config.environment]!;
  await migrate(mysql, tables);
  const db = connectMysql(mysql);
  try {
    await command(createPeople(db), name);
  } finally {
    await db.close();
  }
}

try {
  await main(parseArgs({ allowPositionals: true, strict: true }).positionals);
} catch (thrown) {
  process.stderr.write(`${asCodedError(thrown).message}\n`);
  process.exitCode = 1;
}
