import { join } from 'node:path';
import { fetchGit, type FoundRef, type GitAccess } from '#bundle';
import { environmentForGit, packageProxies } from '#config';
import { CodedError, gitProtocolOf, statement, type Provenance, type Source } from '#contract';
import { fewNames } from '../drift/fewNames.js';
import { sourceSecrets } from '../secrets/sourceSecrets.js';
import type { BundleInput } from '../state/onceJob.js';
import { configFromHost } from './configFromHost.js';
import type { GroupWork, SourceType } from './contract.js';
import { fromPackage } from './package.js';

type GitSource = Source & { kind: 'git' };

/** How repositories are reached from here: by what config.yml says for git, else by the login of the environment. */
function accessOf({ deps: { config, secrets } }: BundleInput, source: GitSource): GitAccess {
  const { repository } = source;
  const { ssh } = config.environments[config.environment]!;
  const { privateKey, knownHosts, directories } = config.git;
  const proxies = packageProxies(config.package);
  // A key of its own is not the environment's, whose passphrase is not for it.
  const own = privateKey !== null;
  const locked = ssh.privateKey !== null && ssh.passphrase !== null;
  if (!own && locked && ssh.agent === null && gitProtocolOf(repository) === 'ssh') {
    const reason = 'the key of the environment has a passphrase: give git.private_key, or an agent';
    throw new CodedError('GIT_FAILED', { repository, reason });
  }
  const key = own ? privateKey : locked ? null : ssh.privateKey;
  return {
    directories,
    headers: Object.entries(sourceSecrets(source, secrets)).map(([name, value]) => `${name}: ${value}`),
    environment: environmentForGit(),
    privateKey: key?.reveal() ?? null,
    agent: own ? null : ssh.agent,
    knownHosts: knownHosts ?? ssh.knownHosts,
    proxy: proxies.https && { address: proxies.https.address, except: proxies.except },
    connectSeconds: ssh.connectTimeout,
  };
}

/** What the repository tells of the program: the commit is certain, and counts before what whoever asked believes. */
const provenanceOf = ({ commit, kind, shown }: FoundRef): Provenance => ({
  commit,
  ...(kind === 'branch' ? { branch: shown } : {}),
  ...(kind === 'tag' ? { version: shown } : {}),
});

async function archived(input: BundleInput, source: GitSource, work: GroupWork): Promise<string> {
  const { deps, signal } = input;
  const limits = deps.config.package;
  const { repository } = source;
  const { file, submodules } = await fetchGit({
    ...{ repository, ref: source.ref, commit: work.revision.known().commit ?? source.commit },
    mirrors: join(deps.config.directories.store, '.repositories'),
    into: join(work.scratch, 'download'),
    access: accessOf(input, source),
    timeoutMs: limits.timeout * 1000,
    maxBytes: limits.maxBytes,
    // A tar has a block or two more for each entry; what it unpacks to is looked at then.
    maxUnpacked: limits.maxUnpacked + limits.maxEntries * 1024,
    resolved: (one) => work.revision.note(provenanceOf(one)),
    signal,
  });
  if (submodules.length > 0)
    work.notes.push(statement('git.submodules', { group: work.group, paths: fewNames(submodules) }));
  return file;
}

/** A commit of a git repository. */
export const git: SourceType<GitSource> = {
  program: (input, source, work) => fromPackage(input, source.apply, work, () => archived(input, source, work)),
  config: configFromHost,
};
