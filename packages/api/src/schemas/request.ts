import {
  formats,
  applyModes,
  busyPolicies,
  downloadTrees,
  failurePolicies,
  serviceOperations,
  type Request,
} from '#contract';
import { either, flag, list, object, text, variant, whole, word, type Schema, named, tag } from '#contract/schema';

const targets = {
  targets: either(
    'the apps of the environment, or those of these names (app_key or local_name)',
    object({ all: { type: 'boolean', const: true } }),
    object({ names: list(text()) }),
  ),
};
const whenBusy = { whenBusy: word(busyPolicies, 'when an app is locked') };
const apply = { apply: word(applyModes, 'merge lays the package over what runs, replace takes its place') };

const source = variant(
  'kind',
  object({ kind: tag('updateDirectory') }),
  object(
    { kind: tag('environment'), name: text() },
    { release: text('the release that has to be live there', { pattern: formats.releaseStamp.pattern }) },
  ),
  object({ kind: tag('url'), url: text(), ...apply }, { base: text('configured address put before it') }),
  object({ kind: tag('upload'), bundle: text('sha256 of an uploaded package'), ...apply }),
);

const hosts = either('a number of hosts, or a share such as "25%"', whole('hosts'), text('share'));
const strategy = object(
  {},
  {
    onFailure: word(failurePolicies, 'what happens to the other hosts when one fails'),
    maxFailures: hosts,
    batch: hosts,
    confirmSeconds: whole('until a host that was not confirmed goes back by itself; 0 never'),
  },
);

const shipping = { ...targets, source, strategy };
const to = variant(
  'kind',
  object({ kind: tag('previous') }),
  object({ kind: tag('marked') }),
  object({ kind: tag('release'), id: text('job id, or randomStr of a record') }),
);
const merge = object({ into: word(['staging', 'updateDirectory']), ...apply });

/** A request as it is typed, whatever edge it came by; what is absent the configuration decided. */
export const requestSchema = named(
  'Request',
  variant(
    'kind',
    object({ kind: tag('release'), ...shipping }, { ...whenBusy, plan: text('hash of the plan it follows') }),
    object({ kind: tag('plan'), ...shipping }),
    object({ kind: tag('rollback'), ...targets, to, strategy }, whenBusy),
    object({ kind: tag('service'), ...targets, operation: word(serviceOperations) }, whenBusy),
    object({ kind: tag('takeover'), ...targets, reason: text() }, whenBusy),
    object({ kind: { type: 'string', enum: ['check', 'drift', 'doctor', 'compare', 'hooks'] }, ...targets }),
    object({ kind: tag('run'), ...targets, command: text() }),
    object(
      {
        ...{ kind: tag('download'), ...targets, trees: word(downloadTrees) },
        mirror: flag('brought into what lies there'),
        fillUpdateDirectory: flag('copied to the update directory as well'),
      },
      { environment: text() },
    ),
    object({ kind: tag('fetch'), ...targets, url: text() }, { base: text(), directory: text(), merge }),
    object({ kind: tag('stage'), ...targets, from: word(['downloads', 'updateDirectory']) }),
    object({ kind: tag('list') }),
    object({ kind: tag('freeLeases'), all: flag('also those of holders that live') }),
  ) as Schema<Request>,
);
