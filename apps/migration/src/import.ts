import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { loadConfig, resolveConfig, type Config } from '#config';
import { inEnglish, statement, type Statement } from '#contract';
import { endingWell, speaker, spokenStatement } from '#config/terminal';
import { grades, type Mend } from './look/mend.js';
import { lookThrough } from './look/lookThrough.js';
import { isOriginal } from './original/readOriginal.js';
import { readText } from './original/readText.js';
import { parseImport } from './terminal/options.js';
import { fateCounts, fateLines, listLines } from './report/report.js';
import { importFiles, type Imported } from './write/importFiles.js';
import { writeFiles } from './write/writeFiles.js';

/* The program `rexflow import`: how is it asked from a terminal? */
const options = parseImport(process.argv.slice(2));
const { config: file, encoding, json = false, mysql = false, hosts = false } = options;
const out = resolve(options.out);
const print = (lines: readonly string[]): boolean => process.stdout.write(`${lines.join('\n')}\n`);
const say = speaker(json ? process.stderr : process.stdout);

/** The configuration that an import would write, with its secrets; without those of logins where nobody logs in. */
function configOf({ files }: Imported, logins: boolean): Config {
  const texts = new Map(files.map(({ path, text }) => [resolve(out, path), text]));
  return resolveConfig({
    file: parse(texts.get(resolve(out, 'config.yml'))!),
    ...{ env: {}, folder: out, logins },
    readSecret: (path) => texts.get(path) ?? readFileSync(path, 'utf8'),
  });
}

const asJson = ({ grade, what, ids, cure }: Mend) => ({
  grade,
  message: inEnglish(what).message,
  statement: what,
  ids,
  cure,
});

/** Looks only: at the database and the hosts that a configuration names, the original's or ours. */
async function look(): Promise<void> {
  const config = isOriginal(readText(file, encoding))
    ? configOf(importFiles(options), hosts)
    : loadConfig(resolve(file), { logins: hosts });
  const mends = await lookThrough(config, { hosts, now: new Date() });
  const sorted = grades.flatMap((grade) => mends.filter((one) => one.grade === grade));
  if (json) print([JSON.stringify({ mends: sorted.map(asJson) }, null, 2)]);
  else print(listLines(sorted));
  if (mends.some(({ grade }) => grade === 'mend')) process.exitCode = 3;
}

function make(): void {
  const imported = importFiles(options);
  const { files, keys, fastnotes, notes } = imported;
  const lines = [
    `config.yml: ${fateCounts(keys)}`,
    ...fateLines(keys),
    ...(fastnotes.length > 0 ? [`fastnotes.json: ${fateCounts(fastnotes)}`, ...fateLines(fastnotes)] : []),
    ...notes.map((note: Statement) => `! ${spokenStatement(note)}`),
  ];
  const report = { path: 'import.txt', text: `${lines.join('\n')}\n`, secret: false };
  writeFiles(out, [report, ...files], options.force === true);
  const names = [...files.map(({ path }) => path), report.path];
  if (json) {
    const notesInEnglish = notes.map((note) => inEnglish(note).message);
    print([JSON.stringify({ dir: out, files: names, keys, fastnotes, notes: notesInEnglish }, null, 2)]);
  } else print(lines);
  say(statement('moving.written', { dir: out, files: names }));
  say(statement('moving.next', { file }));
}

await endingWell(json, async () => {
  if (mysql || hosts) await look();
  else make();
});
