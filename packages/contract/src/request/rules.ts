import { CodedError } from '../errors/codedError.js';
import { gitProtocolOf, isGitRef } from './gitRef.js';
import { packageUrl } from './packageUrl.js';
import type { Request, Targets } from './request.js';
import type { Source } from './source.js';
import { plainName } from './targets.js';

/** Addresses that the configuration puts before a relative one, by their names (`package.bases`). */
type Bases = Readonly<Record<string, string>>;

const control = /[\u0000-\u001f\u007f-\u009f]/;
const environmentName = new RegExp(plainName);

const invalid = (field: string, reason: string): CodedError => new CodedError('PARAMETER_INVALID', { field, reason });

function printable(field: string, text: string): void {
  if (control.test(text)) throw invalid(field, 'holds a control character');
}

function checkTargets(targets: Targets): void {
  if ('names' in targets) for (const name of targets.names) printable('targets', name);
}

function checkSource(source: Source, bases: Bases): void {
  if (source.kind === 'url') {
    printable('url', source.url);
    packageUrl(source, bases);
  }
  if (source.kind === 'git') checkGit(source);
  if (source.kind === 'environment' && !environmentName.test(source.name)) {
    const reason = 'may hold only letters, digits, ".", "_" and "-", and may not begin with "." or "-"';
    throw invalid('environment', reason);
  }
}

function checkGit({ repository, ref }: Source & { kind: 'git' }): void {
  if (gitProtocolOf(repository) === null)
    throw invalid('source', 'the repository is no https:// or ssh:// address without a password, and no directory');
  if (ref !== undefined && !isGitRef(ref)) throw invalid('ref', 'is no name of a tag, a branch or a commit');
}

/**
 * Rules of a request that the schema of no edge tells. Throws PARAMETER_INVALID of `targets`, `environment`, `url` or `base`,
 * which each edge spells as its callers do.
 */
export function requireValid(request: Request, bases: Bases): void {
  if ('targets' in request) checkTargets(request.targets);
  if ('hosts' in request) for (const name of request.hosts) printable('hosts', name);
  if ('source' in request) checkSource(request.source, bases);
  if (request.kind === 'fetch') packageUrl(request, bases);
}

/** A package holds the program of one group: only its apps may be named with one. */
export function needsOneGroup(request: Request): boolean {
  if (request.kind === 'fetch') return true;
  return 'source' in request && ['url', 'upload', 'git'].includes(request.source.kind);
}
