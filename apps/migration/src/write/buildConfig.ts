import { existsSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { resolveConfig } from '#config';
import { CodedError, statement, type Statement } from '#contract';
import { refusedImport } from '../original/refuse.js';
import type { Fastnotes } from '../original/readFastnotes.js';
import type { OriginalConfig, OriginalSection } from '../original/readOriginal.js';
import { environmentOf, privateKeyOf } from './environmentOf.js';
import {
  configReport,
  fastnotesReport,
  flagFrom,
  keysMatching,
  numberFrom,
  type KeyReport,
  type ReportedKey,
} from './keyReport.js';
import { secretFiles } from './secretFiles.js';

/** What a configuration of ours is made of. */
export interface ConfigSetting {
  /** Where RexDeployV3 lies. */
  root: string;
  redis: string;
  fastnotes: Fastnotes | null;
}

/** A configuration of ours, and what became of the keys of theirs. */
export interface BuiltConfig {
  document: object;
  /** Of secrets, by their paths beside config.yml. */
  files: ReadonlyMap<string, string>;
  keys: ReportedKey[];
  fastnotes: ReportedKey[];
  notes: Statement[];
}

/** Where the relative paths of a config.yml of RexDeployV3 start: it lies in `config` of what was installed. */
export const rootOf = (config: string): string => {
  const folder = dirname(resolve(config));
  return basename(folder) === 'config' ? dirname(folder) : folder;
};

const environmentName = /^[A-Za-z][A-Za-z0-9_-]{0,31}$/;

function leftOutBecause(name: string, section: OriginalSection): Statement | null {
  if (section.size === 0) return statement('moving.empty');
  if (!environmentName.test(name)) return statement('moving.badName');
  return section.get('dbhost') ? null : statement('moving.sectionWithoutDatabase');
}

const urlPattern = /^https?:\/\/[^\s]+$/;
const hostDirectory = keysMatching(/^(\/[^/\u0000-\u001f\u007f]+)+$/);
const hasLogin = (url: string): boolean => /^[a-z]+:\/\/[^/]*@/i.test(url);

function directoriesOf(section: OriginalSection, fastnotes: OriginalSection, root: string): object {
  const at = (keys: OriginalSection, key: string): string | undefined => {
    const path = keys.get(key)?.trim();
    return path ? resolve(root, path) : undefined;
  };
  return {
    softdir: at(section, 'softdir'),
    configuredir: at(section, 'configuredir'),
    local_prodir: at(section, 'local_prodir'),
    local_confdir: at(section, 'local_confdir'),
    update_prodir: at(section, 'update_local_prodir'),
    update_confdir: at(section, 'update_local_confdir'),
    httpdowndir: at(section, 'httpdowndir'),
    uploads: at(fastnotes, 'downloadDir'),
  };
}

/** One time for three: the first wait, and every gap behind it. */
function healthOf(keys: KeyReport): number | undefined {
  const seconds = numberFrom(0, 3600, false);
  const first = keys.take('checkurl_init_time', seconds, '0–3600');
  const tries = keys.take('checkurl_max_count', numberFrom(1, 1000), '1–1000');
  const gap = keys.take('checkurl_interval_time', seconds, '0–3600');
  if (first === undefined && tries === undefined && gap === undefined) return undefined;
  return Math.min(3600, (first ?? 10) + (tries ?? 5) * (gap ?? 10));
}

/** What counts for the installation, from the section that env.key names. */
function installationOf(keys: KeyReport, base: (name: string, url: string) => string): object {
  const bases = [
    ['3.102', keys.take('default_basehttp', keysMatching(urlPattern), 'http://…')],
    ['3.228', keys.take('default_basehttp2', keysMatching(urlPattern), 'http://…')],
  ].flatMap(([name, url]) => (url === undefined ? [] : [[name!, base(name!, url)]]));
  return {
    worker: { apps: keys.take('parallelism', numberFrom(1, 1000), '1–1000') },
    retry: { attempts: keys.take('max_connect_retries', numberFrom(1, 50), '1–50') },
    release: {
      start_attempts: keys.take('service_start_retry', numberFrom(1, 20), '1–20'),
      health: healthOf(keys),
      backup_dir: keys.take('backup_dir', (text) => hostDirectory(text.replace(/\/+$/, '')), '/…'),
      baseapp_dir: keys.take('baseapp_dir', (text) => hostDirectory(text.replace(/\/+$/, '')), '/…'),
    },
    package: {
      check_dir: keys.take('is_check_dir', flagFrom, '0, 1'),
      ...(bases.length > 0 && { bases: Object.fromEntries(bases) as Record<string, string> }),
    },
  };
}

/** A document without what is undefined, and the sections that are empty then; `$` of a variable stands for itself. */
function spelled(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/\$\{/g, () => '$${');
  if (Array.isArray(value)) return value.map(spelled);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value)
    .map(([key, one]) => [key, spelled(one)] as const)
    .filter(
      ([, one]) => one !== undefined && !(typeof one === 'object' && one !== null && Object.keys(one).length === 0),
    );
  return Object.fromEntries(members);
}

/** Holds what was made against our own schema: what cannot be started with is not written. */
function requireStartable(document: object, files: ReadonlyMap<string, string>): void {
  const folder = '/import';
  const secrets = new Map([...files].map(([path, value]) => [resolve(folder, path), value]));
  try {
    resolveConfig({
      ...{ file: document, env: {}, folder },
      readSecret: (path) => secrets.get(path) ?? '-----BEGIN PRIVATE KEY-----',
    });
  } catch (thrown) {
    if (!(thrown instanceof CodedError)) throw thrown;
    throw refusedImport(statement('moving.unfit', { problems: String(thrown.details.problems).split('\n') }), thrown);
  }
}

/** Makes a configuration of ours from one of RexDeployV3. Throws IMPORT_REFUSED. */
export function buildConfig({ current, sections }: OriginalConfig, file: string, setting: ConfigSetting): BuiltConfig {
  const { root, redis, fastnotes } = setting;
  const secrets = secretFiles();
  const notes: Statement[] = [];
  const used = [...sections].filter(([name, section]) => {
    const reason = leftOutBecause(name, section);
    if (reason) notes.push(statement('moving.leftOut', { name, reason }));
    return reason === null;
  });
  const section = sections.get(current)!;
  if (!used.some(([name]) => name === current))
    throw refusedImport(statement('moving.noDatabase', { file, name: current }));
  const report = configReport(new Map([['env.key', current], ...section]));
  const noted = fastnotesReport(fastnotes?.keys ?? new Map());
  const names = used.map(([name]) => name);
  const environments = used.map(([name, one]) => [
    name,
    environmentOf(one, name === current ? report : configReport(one), { name, names, root, secrets }),
  ]);
  const kept = (name: string, url: string): string => (hasLogin(url) ? secrets.keep(name, url) : url);
  const document = spelled({
    environment: current,
    environments: Object.fromEntries(environments) as object,
    redis: { url: kept('redis-url', redis) },
    rex: {
      token_life: noted.take('expire', numberFrom(1, 31_536_000, false), '1–31536000'),
      print_stdout: noted.take('print_stdout', flagFrom, '0, 1'),
    },
    ...installationOf(report, (name, url) => kept(`package-base-${name}`, url)),
    directories: directoriesOf(section, fastnotes?.keys ?? new Map(), root),
  }) as object;
  requireStartable(document, secrets.files);
  for (const [, one] of used) {
    const key = privateKeyOf(one, root);
    if (key !== undefined && !existsSync(key)) notes.push(statement('moving.keyFile', { file: key }));
  }
  const foreign = [...section.keys()].filter((key) => !report.all().some((one) => one.key === key));
  if (foreign.length > 0) notes.push(statement('moving.foreignKeys', { keys: foreign }));
  return { document, files: secrets.files, keys: report.all(), fastnotes: fastnotes ? noted.all() : [], notes };
}
