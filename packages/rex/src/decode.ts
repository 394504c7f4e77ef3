import {
  kindOfAction,
  type DownloadTrees,
  type Request,
  type RollbackTo,
  type ServiceOperation,
  type Source,
} from '#contract';
import { applyOf, strategyOf, targetsOf, treesOf, whenBusyOf, type WireParameters } from './words.js';

function sourceOf({ senv, expect, url, set, bundle, full }: WireParameters): Source {
  if (senv !== undefined)
    return { kind: 'environment', name: senv, ...(expect === undefined ? {} : { release: expect }) };
  if (url !== undefined) return { kind: 'url', url, ...(set === undefined ? {} : { base: set }), apply: applyOf(full) };
  if (bundle !== undefined) return { kind: 'upload', bundle, apply: applyOf(full) };
  return { kind: 'updateDirectory' };
}

const rollbackTo = ({ to, rollstatus }: WireParameters): RollbackTo =>
  to !== undefined ? { kind: 'release', id: to } : { kind: rollstatus === '1' ? 'marked' : 'previous' };

/** Without `senv` both trees are downloaded unless `usetype` says otherwise, with it the program unless `type` does. */
const downloadedTrees = ({ senv, type, usetype }: WireParameters): DownloadTrees =>
  treesOf(senv === undefined ? (usetype ?? 'all') : (type ?? 'pro'));

/** The merge of a fetched package: undefined unless both `full` and `dest` are given. */
const mergeOf = ({ full, dest }: WireParameters): Extract<Request, { kind: 'fetch' }>['merge'] =>
  full && dest ? { into: dest === '1' ? 'staging' : 'updateDirectory', apply: applyOf(full) } : undefined;

/**
 * An action and its checked parameters as a request. Throws an Error for an action that is none, which `parse` has refused
 * before.
 */
export function decode(action: string, parameters: WireParameters): Request {
  const kind = kindOfAction(action);
  const targets = targetsOf(parameters.k ?? '');
  switch (kind) {
    case 'release': {
      const { plan, queue } = parameters;
      const request = { targets, source: sourceOf(parameters), strategy: strategyOf(parameters) };
      return { kind, ...request, ...whenBusyOf(queue), ...(plan === undefined ? {} : { plan }) };
    }
    case 'plan':
      return { kind, targets, source: sourceOf(parameters), strategy: strategyOf(parameters) };
    case 'rollback': {
      const request = { targets, to: rollbackTo(parameters), strategy: strategyOf(parameters) };
      return { kind, ...request, ...whenBusyOf(parameters.queue) };
    }
    case 'service':
      return { kind, targets, operation: parameters.a as ServiceOperation, ...whenBusyOf(parameters.queue) };
    case 'takeover':
      return { kind, targets, reason: parameters.reason ?? '', ...whenBusyOf(parameters.queue) };
    case 'check':
    case 'drift':
    case 'doctor':
    case 'compare':
    case 'hooks':
      return { kind, targets };
    case 'run':
      return { kind, targets, command: parameters.cmd ?? '' };
    case 'download': {
      const { senv, update, rsyncdelete } = parameters;
      return {
        ...{ kind, targets, trees: downloadedTrees(parameters) },
        ...(senv === undefined ? {} : { environment: senv }),
        ...{ mirror: rsyncdelete === '1', fillUpdateDirectory: update === '1' },
      };
    }
    case 'fetch': {
      const { url = '', set, downdir } = parameters;
      const merge = mergeOf(parameters);
      return {
        ...{ kind, targets, url },
        ...(set === undefined ? {} : { base: set }),
        ...(downdir === undefined ? {} : { directory: downdir }),
        ...(merge === undefined ? {} : { merge }),
      };
    }
    case 'stage':
      return { kind, targets, from: parameters.update === '1' ? 'updateDirectory' : 'downloads' };
    case 'list':
      return { kind };
    case 'freeLeases':
      return { kind, all: parameters.force === '1' };
    case undefined:
      throw new Error(`no action ${action}`);
  }
}
