import { useEffect } from 'preact/hooks';
import type { EnvironmentView, MatrixCellView, MatrixView } from '#api';
import { call } from '../api/client.js';
import { t } from '../language/index.js';
import { wholeWords } from '../language/statedWords.js';
import { linkTo } from '../navigation/route.js';
import { Age } from '../parts/Age.js';
import { CallError } from '../parts/errors.js';
import { onEvents } from '../live/feed.js';
import { shareName } from '../naming/versionName.js';
import { useEvery } from '../parts/useEvery.js';
import { useLoad } from '../parts/useLoad.js';
import { useSoon } from '../parts/useSoon.js';
import { State } from '../states/State.js';
import { stateRows } from '../states/states.js';

/** What runs elsewhere is not told by events. */
const everyMs = 60_000;
/** Rows drawn at first: the page of groups lists them all. */
const mostRows = 200;

interface Known {
  environments: readonly EnvironmentView[];
  matrix: MatrixView;
}

async function read(group: string | undefined): Promise<Known | null> {
  const { items } = await call('listEnvironments');
  if (items.length < 2) return null;
  return { environments: items, matrix: await call('getMatrix', { query: { group, limit: mostRows } }) };
}

/** Groups by environments, of one group or of all; nothing where there is one environment only. */
export function EnvironmentMatrix({ group }: { group?: string }) {
  const known = useLoad(() => read(group), [group]);
  useEvery(everyMs, known.again);
  const soon = useSoon(known.again, 700);
  useEffect(
    () =>
      onEvents((events) => {
        if (events.some(({ kind }) => kind === 'settled')) soon();
      }, soon),
    [],
  );
  if (known.trouble && !known.value) return <CallError trouble={known.trouble} again={known.again} />;
  if (!known.value || known.value.matrix.items.length === 0) return null;
  const { environments, matrix } = known.value;
  const problems = matrix.environments.flatMap(({ name, problem, statement }) =>
    problem === null ? [] : [{ name, ...wholeWords({ message: problem, statement }) }],
  );
  return (
    <section class="environments" aria-label={t('environments.title')}>
      <h2>{t('environments.title')}</h2>
      <div class="environments-scroll" tabIndex={0}>
        <table class="list environment-matrix">
          <thead>
            <tr>
              <th scope="col">{t('fleet.group')}</th>
              {environments.map((environment) => (
                <th key={environment.name} scope="col">
                  <EnvironmentName environment={environment} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {matrix.items.map((row) => (
              <Row key={row.group} row={row} known={known.value!} />
            ))}
          </tbody>
        </table>
      </div>
      {matrix.next !== null && <a href={linkTo('groups')}>{t('environments.more')}</a>}
      {problems.map(({ name, message, lang }) => (
        <p key={name} class="muted" lang={lang}>
          {name}: {message}
        </p>
      ))}
    </section>
  );
}

function EnvironmentName({ environment: { name, description, production, own } }: { environment: EnvironmentView }) {
  return (
    <>
      <span class={production ? 'environment-name production' : 'environment-name'} title={description || undefined}>
        {name}
      </span>
      <span class="muted second">{t(own ? 'environments.own' : 'environments.recorded')}</span>
    </>
  );
}

function Row({ row, known }: { row: MatrixView['items'][number]; known: Known }) {
  return (
    <tr>
      <th scope="row">
        <a class="line-link" href={linkTo('groups', row.group)}>
          {row.group}
        </a>
      </th>
      {known.environments.map((environment) => {
        const cell = row.cells.find((one) => one.environment === environment.name);
        const isUnknown = known.matrix.environments.some(
          ({ name, problem }) => name === environment.name && problem !== null,
        );
        const well = !cell || cell.state === 'uniform' || cell.stamp === null;
        return (
          <td key={environment.name} class={well ? undefined : `tint-${stateRows[cell.state].token}`}>
            <span class="muted environment-of">{environment.name}</span>{' '}
            {cell && <Cell cell={cell} group={row.group} environment={environment} />}
            {!cell && <span class="muted">{isUnknown ? t('environments.unknown') : '–'}</span>}
            {environment.own && row.promote && <Promotion group={row.group} promote={row.promote} />}
          </td>
        );
      })}
    </tr>
  );
}

/** Where the group is looked at: here, or in the console of the rexflow that releases there. */
const placeOf = (group: string, { own, url }: EnvironmentView): string | null =>
  own ? linkTo('groups', group) : url && `${url.replace(/\/$/, '')}/${linkTo('groups', group)}`;

function Cell({ cell, group, environment }: { cell: MatrixCellView; group: string; environment: EnvironmentView }) {
  const { state, version, stamp, since, by, shares, apps } = cell;
  const place = placeOf(group, environment);
  const name = shareName({ version, stamp: stamp ?? '' });
  const [most] = shares;
  return (
    <>
      {name === null && <span class="muted">{t(stamp === null ? 'fleet.never' : 'targets.notByUs')}</span>}
      {name !== null &&
        (place === null ? (
          <span class="version-name">{name}</span>
        ) : (
          <a class="version-name" href={place}>
            {name}
          </a>
        ))}{' '}
      {state === 'mixed' && most && <span class="muted">{t('setup.of', { n: most.apps, of: apps })}</span>}{' '}
      {state !== 'uniform' && stamp !== null && <State of={state} form="inline" />}
      {since !== null && (
        <span class="muted second">
          <Age at={since} />
          {by !== null && ` · ${by}`}
        </span>
      )}
    </>
  );
}

/** What the environment to the left is ahead by: a click opens the release with its plan. */
function Promotion({
  group,
  promote,
}: {
  group: string;
  promote: NonNullable<MatrixView['items'][number]['promote']>;
}) {
  const { from, version, stamp } = promote;
  return (
    <a class="promotion" href={linkTo('releases', 'new', { mode: 'environment', from, apps: group })}>
      → <span class="version-name">{shareName({ version, stamp })}</span>
      <span class="unseen"> {t('environments.promote', { name: from })}</span>
    </a>
  );
}
