import { useState } from 'preact/hooks';
import type { PlanView } from '#api';
import { cellKey, formatBytes } from '#api/client';
import { t, label } from '../language/index.js';
import { columnsOfPlan } from '../matrix/columns.js';
import { Timestamp } from '../parts/Timestamp.js';
import { State } from '../states/State.js';
import { hasAdoptions, PlannedAdoptions } from './PlannedAdoptions.js';
import { PlannedDrifts } from './PlannedDrifts.js';
import { PlannedRow } from './PlannedRow.js';
import { Warnings } from '../parts/Warnings.js';

/** A plan: in sum, then target by target. */
export function PlanDetails({ plan, busy, release }: { plan: PlanView; busy: boolean; release: () => void }) {
  const { apps, bundle, warnings, statements, sources, rollout, outcome } = plan;
  const [agreed, setAgreed] = useState(false);
  const undecided = hasAdoptions(plan) && !agreed;
  const columns = columnsOfPlan(apps.flatMap(({ steps }) => steps));
  const sent = apps.reduce((sum, app) => sum + app.bytes, 0);
  const batches = new Set(apps.map(({ batch }) => batch)).size;
  const restarts = apps.filter((app) => app.restarts).length;
  const reloads = apps.filter((app) => app.reloads).length;
  const troubled = apps.filter(({ trouble }) => trouble !== null).length;
  const figures: readonly [string, string][] = [
    [t('plan.hosts'), String(apps.length)],
    [t('plan.batches'), String(batches)],
    [t('plan.sent'), formatBytes(sent)],
    [t('plan.restarts'), String(restarts)],
    ...(reloads > 0 ? [[t('plan.reloads'), String(reloads)] as [string, string]] : []),
    [t('plan.bundle'), `${formatBytes(bundle.bytes)} · ${t('count.files', { n: bundle.files })}`],
    ...(plan.commit === null ? [] : [[t('plan.commit'), plan.commit.slice(0, 12)] as [string, string]]),
    [t('plan.policy'), label('policy', rollout.policy)],
  ];
  return (
    <div class="plan">
      <div class="bar">
        <h2>
          {t('plan.title')}{' '}
          <State of={outcome === 'ready' ? 'succeeded' : 'failed'} text={t(`plan.${outcome}`, { n: troubled })} />
        </h2>
        <button
          type="button"
          class="primary"
          disabled={busy || troubled > 0 || undecided}
          aria-describedby={troubled > 0 ? 'plan-refused' : undecided ? 'plan-undecided' : undefined}
          onClick={release}
        >
          {t('plan.release')}
        </button>
      </div>
      {troubled > 0 && (
        <p id="plan-refused" class="warning">
          {t('plan.refused', { n: troubled })}
        </p>
      )}
      {undecided && (
        <p id="plan-undecided" class="warning">
          {t('plan.undecided')}
        </p>
      )}
      <PlannedAdoptions apps={apps} agreed={agreed} agree={setAgreed} />
      <dl class="figures">
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {sources.map(({ environment, app, directory, drift }) => (
        <p key={app} class={drift.state === 'drifted' ? 'warning' : 'muted'}>
          {t('plan.source', { name: environment, app, release: drift.release ?? directory })}{' '}
          {drift.state === 'drifted' && t('plan.sourceDrifted', { n: drift.files.total })}
        </p>
      ))}
      <Warnings texts={warnings} statements={statements} />
      <PlannedDrifts apps={apps} />
      <div class="scroll" tabIndex={0} role="region" aria-label={t('plan.perHost')}>
        <table class="list planned">
          <thead>
            <tr>
              <th scope="col">{t('matrix.host')}</th>
              <th scope="col" class="number">
                {t('plan.turn')}
              </th>
              <th scope="col">{t('found.program')}</th>
              <th scope="col">{t('found.config')}</th>
              <th scope="col" class="number">
                {t('plan.sent')}
              </th>
              <th scope="col" class="number">
                {t('plan.free')}
              </th>
              {columns.map((column) => (
                <th key={column.key} scope="col" class="planned-step" title={label('phase', column.phase)}>
                  {label('step', column.step)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {apps.map((app) => (
              <PlannedRow
                key={app.app}
                app={app}
                columns={columns.length}
                steps={columns.map(({ key }) => app.steps.some(({ phase, step }) => cellKey(phase, step) === key))}
              />
            ))}
          </tbody>
        </table>
      </div>
      <p class="muted plan-foot">
        {t('plan.hash')} <code title={plan.hash}>{plan.hash.slice(0, 16)}</code> · <Timestamp at={plan.madeAt} />
      </p>
    </div>
  );
}
