import type { UndoPlan } from '#api';
import { releaseStampIn } from '#contract/lists';
import { formatReleaseStamp } from '../format/timestamp.js';
import { t } from '../language/index.js';
import { shortId } from '../naming/shortId.js';
import { linkTo } from '../navigation/route.js';

type Run = UndoPlan['apps'][number]['from'];

/** A host that would go from one release to another. */
export interface PlannedHost {
  app: string;
  host: string;
  /** What it runs; absent where that is not asked. */
  from?: Run;
  /** Where it goes; null where it stays, since nothing before it is known. */
  to: Run | null;
}

/** So many hosts are named. */
const most = 100;

/** Hosts with the version each runs and the one it goes to; the directories of both behind a detail. */
export function PlannedHosts({ apps }: { apps: readonly PlannedHost[] }) {
  const shown = apps.slice(0, most);
  const hasFrom = shown.some(({ from }) => from !== undefined);
  const moves = shown.filter(({ to }) => to?.program);
  return (
    <>
      <div class="scroll" tabIndex={0} role="group" aria-label={t('plan.hosts')}>
        <table class="list heal">
          <thead>
            <tr>
              <th scope="col">{t('targets.target')}</th>
              {hasFrom && <th scope="col">{t('heal.from')}</th>}
              <th scope="col">{t('heal.to')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ app, host, from, to }) => (
              <tr key={app}>
                <th scope="row">
                  {app} <span class="mono muted">{host}</span>
                </th>
                {hasFrom && <td>{from && <RunName run={from} />}</td>}
                <td>
                  {to !== null && hasFrom && '→ '}
                  {to === null ? <span class="muted">{t('heal.stays')}</span> : <RunName run={to} />}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {apps.length > most && <p class="muted">{t('heal.more', { n: apps.length - most })}</p>}
      {moves.length > 0 && (
        <details class="heal-directories">
          <summary>{t('heal.directories')}</summary>
          <ul class="paths">
            {moves.map(({ app, from, to }) => (
              <li key={app}>
                {app}: {from?.program ?? '–'} → {to!.program}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** A release by its version, or its time where that is not known, and its short id. */
function RunName({ run: { version, program, release } }: { run: Run }) {
  const stamp = releaseStampIn(program ?? '');
  const name = version ?? (stamp === null ? null : formatReleaseStamp(stamp));
  return (
    <>
      {name !== null && <span class="version-name">{name}</span>}{' '}
      {release === null ? (
        <span class="muted">{t('targets.notByUs')}</span>
      ) : (
        <a class="mono" href={linkTo('releases', release)}>
          {shortId(release)}
        </a>
      )}
    </>
  );
}
