import { actionNames, type Request, type Source } from '#contract';
import {
  given,
  spellApply,
  spellStrategy,
  spellTargets,
  spellTrees,
  spellWhenBusy,
  type WireParameters,
} from './words.js';

function spellSource(source: Source): WireParameters {
  switch (source.kind) {
    case 'updateDirectory':
      return {};
    case 'environment':
      return given({ senv: source.name, expect: source.release });
    case 'url':
      return given({ url: source.url, full: spellApply(source.apply), set: source.base });
    case 'upload':
      return { bundle: source.bundle, full: spellApply(source.apply) };
  }
}

function parametersOf(request: Request): WireParameters {
  switch (request.kind) {
    case 'release':
      return {
        ...spellStrategy(request.strategy),
        ...spellWhenBusy(request.whenBusy),
        ...spellSource(request.source),
        ...given({ plan: request.plan }),
      };
    case 'plan':
      return { ...spellStrategy(request.strategy), ...spellSource(request.source) };
    case 'rollback': {
      const { to, strategy, whenBusy } = request;
      return {
        ...spellStrategy(strategy),
        ...spellWhenBusy(whenBusy),
        ...given({ to: to.kind === 'release' ? to.id : undefined, rollstatus: to.kind === 'marked' ? '1' : '0' }),
      };
    }
    case 'service':
      return { a: request.operation, ...spellWhenBusy(request.whenBusy) };
    case 'takeover':
      return { reason: request.reason, ...spellWhenBusy(request.whenBusy) };
    case 'run':
      return { cmd: request.command };
    case 'download': {
      const { environment: senv, trees, mirror, fillUpdateDirectory } = request;
      return given({
        ...{ senv, [senv === undefined ? 'usetype' : 'type']: spellTrees(trees) },
        ...{ rsyncdelete: mirror ? '1' : undefined, update: fillUpdateDirectory ? '1' : undefined },
      });
    }
    case 'fetch': {
      const { url, base, directory, merge } = request;
      const full = merge && spellApply(merge.apply);
      return given({ url, set: base, downdir: directory, full, dest: merge && (merge.into === 'staging' ? '1' : '2') });
    }
    case 'stage':
      return request.from === 'updateDirectory' ? { update: '1' } : {};
    case 'freeLeases':
      return { force: request.all ? '1' : '0' };
    default:
      return {};
  }
}

/** A request in the words of `/rex`: its action and its parameters, by which `decode` gives the same request again. */
export function encode(request: Request): { action: string; parameters: Record<string, string> } {
  const k = given({ k: 'targets' in request ? spellTargets(request.targets) : undefined });
  return { action: actionNames[request.kind], parameters: { ...k, ...parametersOf(request) } };
}
