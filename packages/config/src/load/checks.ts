import { resolve } from 'node:path';
import type { Draft } from './draft.js';
import { linkPlaceholders } from '../schema/versionSchema.js';
import type { ReportProblem } from './problem.js';
import type { Config, Environment, SshConfig, Webhook } from '../schema/types.js';

type File = Draft<Config>;

/**
 * Reports what single values cannot show: names that lead nowhere, and parts that need each other. Relative paths start
 * at `folder`; `logins` says whether hosts are logged in to.
 */
export function checkConfig(file: File, folder: string, logins: boolean, report: ReportProblem): void {
  if (file.redis && !file.redis.url) {
    report('redis.url', 'a redis:// address', 'nothing; `npm start` starts a private Redis');
  }
  checkTls(file.gateway?.tls ?? {}, report);
  checkNames(file, report);
  for (const [name, environment] of Object.entries(file.environments ?? {})) {
    if (environment) checkEnvironment(name, environment, { current: name === file.environment, logins }, report);
  }
  checkDirectories(file.directories ?? {}, folder, report);
  checkWebhooks(file.notifications ?? [], report);
  checkVersions(file.versions ?? {}, report);
  checkAddresses(file.package ?? {}, report);
}

/** What only looks like an address is found now, not at the first package. */
function checkAddresses({ proxy, bases = {} }: Draft<Config['package']>, report: ReportProblem): void {
  const wrong = (address: string | undefined): boolean => !!address && !URL.canParse(address);
  if (proxy !== 'none' && wrong(proxy)) report('package.proxy', 'an http:// or https:// address', 'other text');
  for (const [name, address] of Object.entries(bases))
    if (wrong(address)) report(`package.bases.${name}`, 'an http:// or https:// address', 'other text');
}

/** A certificate is of no use without its key. */
function checkTls({ cert, key }: Draft<Config['gateway']['tls']>, report: ReportProblem): void {
  if (cert && !key) report('gateway.tls.key', 'a path, as gateway.tls.cert is set', 'nothing');
  if (key && !cert) report('gateway.tls.cert', 'a path, as gateway.tls.key is set', 'nothing');
}

/** A template that leads nowhere is found now, not by whoever follows it. */
function checkVersions({ from = [], links = {} }: Draft<Config['versions']>, report: ReportProblem): void {
  from.forEach((place, index) => {
    if (place !== undefined && from.indexOf(place) < index)
      report(`versions.from[${index}]`, 'each place once', JSON.stringify(place));
  });
  for (const [key, { known, needed }] of Object.entries(linkPlaceholders)) {
    const template = links[key as keyof typeof linkPlaceholders];
    if (!template) continue;
    const at = `versions.links.${key}`;
    const named = [...template.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name!);
    const foreign = named.find((name) => !(known as readonly string[]).includes(name));
    const lacking = needed.filter((name) => !named.includes(name));
    const braces = template.replaceAll(/\{[^{}]*\}/g, '');
    if (foreign !== undefined) report(at, `{${known.join('}, {')}} in braces`, `{${foreign}}`);
    else if (/[{}]/.test(braces)) report(at, 'braces in pairs', JSON.stringify(template));
    else if (lacking.length > 0) report(at, `{${lacking.join('} and {')}} in it`, JSON.stringify(template));
    else if (!URL.canParse(template.replaceAll(/\{[^{}]*\}/g, 'x'))) report(at, 'an address', JSON.stringify(template));
  }
}

/** Deliveries are distinguished by the name, and the address has to be one before the first of them. */
function checkWebhooks(webhooks: (Draft<Webhook> | undefined)[], report: ReportProblem): void {
  webhooks.forEach((webhook, index) => {
    const at = `notifications[${index}]`;
    const first = webhooks.findIndex((other) => other?.name !== undefined && other.name === webhook?.name);
    if (first !== -1 && first < index) report(`${at}.name`, 'a name of its own', `the one of notifications[${first}]`);
    if (webhook?.url !== undefined && !URL.canParse(webhook.url))
      report(`${at}.url`, 'an http:// or https:// address', 'other text');
  });
}

function checkNames(file: File, report: ReportProblem): void {
  if (!file.environments) return;
  const known = Object.keys(file.environments);
  const expected = `one of ${known.join(', ')}`;
  if (file.environment !== undefined && !known.includes(file.environment)) {
    report('environment', expected, JSON.stringify(file.environment));
  }
  for (const [name, environment] of Object.entries(file.environments)) {
    environment?.sources?.forEach((source, index) => {
      if (source === undefined || known.includes(source)) return;
      report(`environments.${name}.sources[${index}]`, expected, JSON.stringify(source));
    });
  }
}

/** Whether an environment is the one that is released to, and whether hosts are logged in to by this program. */
interface Place {
  current: boolean;
  logins: boolean;
}

function checkEnvironment(
  name: string,
  environment: Draft<Environment>,
  { current, logins }: Place,
  report: ReportProblem,
): void {
  const at = `environments.${name}`;
  if (environment.mysql && !environment.mysql.host) {
    const remedy = current ? '; `npm start` starts a private MySQL' : '';
    report(`${at}.mysql.host`, 'a host name or address', `nothing${remedy}`);
  }
  if (environment.ssh) checkSsh(`${at}.ssh`, environment.ssh, { current, logins }, report);
}

function checkSsh(at: string, ssh: Draft<SshConfig>, { current, logins }: Place, report: ReportProblem): void {
  const hosts = ssh.hosts ?? [];
  if (logins && ![ssh, ...hosts].some((login) => login?.private_key || login?.password || login?.agent)) {
    const remedy = current ? '; `npm start` makes a key' : '';
    report(`${at}.private_key`, 'a private_key, a password or an agent, here or in hosts', `none${remedy}`);
  }
  if (ssh.host_keys === 'known_hosts' && !ssh.known_hosts) {
    report(`${at}.known_hosts`, 'a path, as host_keys is known_hosts', 'nothing');
  }
  hosts.forEach((host, index) => {
    if (host?.jump !== undefined && host.jump === host.match) {
      report(`${at}.hosts[${index}].jump`, 'another host to go through', 'the host itself');
    }
  });
}

/** Two names for one directory would let one overwrite what the other keeps. */
function checkDirectories(directories: Draft<Config['directories']>, folder: string, report: ReportProblem): void {
  const owners = new Map<string, string>();
  for (const [key, path] of Object.entries(directories)) {
    const absolute = resolve(folder, path);
    const owner = owners.get(absolute);
    if (owner === undefined) owners.set(absolute, key);
    else report(`directories.${key}`, 'a directory of its own', `the one of directories.${owner}`);
  }
}
