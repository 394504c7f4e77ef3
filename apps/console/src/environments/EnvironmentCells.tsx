import type { EnvironmentView, MatrixCellView, MatrixView } from '#api';
import type { GroupSummary } from '../fleet/groupSummary.js';
import { VersionCell } from '../fleet/VersionCell.js';
import { t } from '../language/index.js';
import { shareName } from '../naming/versionName.js';
import { linkTo } from '../navigation/route.js';
import { Age } from '../parts/Age.js';
import { stateRows } from '../states/states.js';
import { UnusableCell } from './UnusableCell.js';
import type { Environments } from './useEnvironments.js';

type Row = MatrixView['items'][number];

/** The heads of the columns: each environment, whether it is this one, and as of when another one was read. */
export function EnvironmentHeads({ environments: { all, matrix } }: { environments: Environments }) {
  return (
    <>
      {all.map(({ name, description, production, own }) => {
        const readAt = matrix?.environments.find((one) => one.name === name)?.readAt;
        return (
          <th key={name} scope="col">
            <span
              class={production ? 'environment-name production' : 'environment-name'}
              title={description || undefined}
            >
              {name}
            </span>
            <span class="muted second">
              {t(own ? 'environments.own' : 'environments.recorded')} {!own && readAt && <Age at={readAt} />}
            </span>
          </th>
        );
      })}
    </>
  );
}

/** What a group runs in each environment: here as it is seen now, elsewhere as it is recorded there. */
export function EnvironmentCells({
  group,
  by,
  environments: { all, matrix },
}: {
  group: GroupSummary;
  /** Who released what it runs here; null where that is not known. */
  by: string | null;
  environments: Environments;
}) {
  const row = matrix?.items.find((one) => one.group === group.name);
  return (
    <>
      {all.map((environment) => {
        const { name, own } = environment;
        const cell = row?.cells.find((one) => one.environment === name);
        const lost = matrix?.unusable?.find((one) => one.environment === name && one.group === group.name);
        const shown = own ? group : cell && recorded(group.name, cell);
        const well = !shown || shown.state === 'uniform' || shown.isNew;
        return (
          <td key={name} class={well ? undefined : `tint-${stateRows[shown.state].token}`}>
            <span class="muted environment-of">{name}</span>
            {shown && shown.targets > 0 ? (
              <VersionCell
                group={shown}
                by={own ? (by ?? whoReleased(group, cell)) : cell!.by}
                href={own ? null : placeOf(group.name, environment)}
              />
            ) : lost ? (
              <UnusableCell cell={lost} />
            ) : (
              <span class="muted">{own || matrix ? nothing(name, matrix) : '…'}</span>
            )}
            {own && row?.promote && <Promotion group={group.name} promote={row.promote} />}
          </td>
        );
      })}
    </>
  );
}

/** Who released what most targets run here, as the matrix has it. */
const whoReleased = ({ versions }: GroupSummary, cell: MatrixCellView | undefined): string | null =>
  cell !== undefined && versions[0]?.release === cell.release ? cell.by : null;

/** What stands where a group is not: nothing, or that nobody can tell. */
function nothing(name: string, matrix: MatrixView | null): string {
  const problem = matrix?.environments.find((one) => one.name === name)?.problem ?? null;
  return problem === null ? '–' : t('environments.unknown');
}

/** What another environment records of a group. */
const recorded = (name: string, { state, shares, stamp, since, apps }: MatrixCellView): GroupSummary => ({
  ...{ name, state, since, targets: apps, unusable: 0 },
  ...{ failing: [], drifted: [], unknown: [], seenAt: null, running: null },
  versions: shares.map((share) => ({ version: shareName(share), release: null, n: share.apps })),
  releases: [],
  isNew: stamp === null,
});

/** Where the group is looked at: in the console of the rexflow that releases there. */
const placeOf = (group: string, { url }: EnvironmentView): string | null =>
  url && `${url.replace(/\/$/, '')}/${linkTo('groups', group)}`;

/** What the environment to the left is ahead by: a click opens the release with its plan. */
function Promotion({ group, promote }: { group: string; promote: NonNullable<Row['promote']> }) {
  const { from, version, stamp } = promote;
  return (
    <a class="promotion" href={linkTo('releases', 'new', { mode: 'environment', from, apps: group })}>
      → <span class="version-name">{shareName({ version, stamp })}</span>
      <span class="unseen"> {t('environments.promote', { name: from })}</span>
    </a>
  );
}
