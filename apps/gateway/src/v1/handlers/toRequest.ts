import type { NewPlan, NewPromotion, NewRelease, NewRollback, NewRun, NewUndo, SourceBody } from '#api';
import { CodedError } from '#contract';
import type { Request, RequestOf, Source, Strategy, Targets, WhenBusy } from '#contract';

type Meant = Pick<NewRelease, 'apps' | 'leaveOut'>;

/** The apps that a body means. */
export const namedTargets = ({ apps, leaveOut = false }: Meant): Targets => {
  const names = typeof apps === 'string' ? [apps] : apps;
  if (names.length === 1 && names[0] === 'all') return { all: true };
  return leaveOut ? { names, leaveOut } : { names };
};

/** Leaves out the members without a value: absent stays absent. */
const given = <T extends object>(values: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;

type Informed = Pick<NewRelease, 'provenance' | 'note' | 'onBehalfOf'>;

/** What the caller knows of the program, and says of the request; without the members that say nothing. */
const informedOf = ({ provenance = {}, note, onBehalfOf }: Informed): Informed => ({
  ...(Object.keys(provenance).length === 0 ? {} : { provenance }),
  ...given({ note, onBehalfOf }),
});

const strategyOf = ({ policy, maxFailures, batch, confirm }: NewUndo): Strategy =>
  given({ onFailure: policy, maxFailures, batch, confirmSeconds: confirm }) as Strategy;

/** How a request is carried out, where config.yml shall not decide. */
export const mannerOf = (body: NewUndo): { strategy: Strategy; whenBusy?: WhenBusy } => ({
  strategy: strategyOf(body),
  ...(body.queue === undefined ? {} : { whenBusy: body.queue }),
});

/** What becomes of hand-made changes, where it is said. */
const driftOf = ({ onDrift }: Pick<NewRelease, 'onDrift'>): Pick<NewRelease, 'onDrift'> => given({ onDrift });

const changing = (body: NewUndo & Meant): ReturnType<typeof mannerOf> & { targets: Targets } => ({
  targets: namedTargets(body),
  ...mannerOf(body),
});

/** The source that a body names. */
export function statedSource(source: SourceBody): Source {
  switch (source.type) {
    case 'bundle':
      return { kind: 'upload', bundle: source.id, apply: source.full === 2 ? 'replace' : 'merge' };
    case 'url': {
      const apply = source.full === 2 ? 'replace' : 'merge';
      return { kind: 'url', url: source.url, ...given({ base: source.set, sha256: source.sha256 }), apply };
    }
    default: {
      const { type: kind, ...members } = source;
      return { kind, ...members } as Source;
    }
  }
}

/** A release, as POST /v1/releases takes it. */
export const toRelease = (body: NewRelease, source: Source): Request => ({
  kind: 'release',
  ...changing(body),
  ...driftOf(body),
  source,
  ...(body.plan === undefined ? {} : { plan: body.plan }),
  ...informedOf(body),
});

/** The plan of a release. */
export const toPlan = (body: NewPlan, source: Source): RequestOf<'plan'> => ({
  kind: 'plan',
  targets: namedTargets(body),
  source,
  strategy: strategyOf(body),
  ...driftOf(body),
  ...(body.runCommands === true && { runCommands: true }),
  ...informedOf(body),
});

/** A release from another environment, of the release it runs where that is given. */
export function toPromotion({ from, release, ...body }: NewPromotion): Request {
  const source = { kind: 'environment', name: from, ...(release === undefined ? {} : { release }) } as const;
  return { kind: 'release', ...changing(body), ...driftOf(body), source, ...informedOf(body) };
}

/** A rollback, to the release before unless one is named. */
export const toRollback = ({ to, ...body }: NewRollback): Request => ({
  kind: 'rollback',
  ...changing(body),
  to: to === undefined ? { kind: 'previous' } : { kind: 'release', id: to },
  ...informedOf(body),
});

/** A command for the hosts of apps, or for hosts. Throws PARAMETER_INVALID. */
export function toRun({ apps, hosts, command, leaveOut, within, parallel }: NewRun): Request {
  const how = { command, ...given({ within, parallel }) };
  if ((apps === undefined) === (hosts === undefined))
    throw new CodedError('PARAMETER_INVALID', {
      field: 'apps',
      reason: 'either apps or hosts has to say where it runs',
    });
  if (hosts !== undefined) return { kind: 'runOnHosts', hosts: typeof hosts === 'string' ? [hosts] : hosts, ...how };
  return { kind: 'run', targets: namedTargets({ apps: apps!, ...given({ leaveOut }) }), ...how };
}
