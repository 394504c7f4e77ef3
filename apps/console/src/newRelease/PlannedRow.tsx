import { useState } from 'preact/hooks';
import type { PlannedApp } from '#api';
import { formatBytes } from '#api/client';
import { t } from '../language/index.js';
import { ReleaseError } from '../parts/errors.js';
import { Changes } from '../releases/ReleaseResult.js';
import { Paths } from '../releases/Paths.js';
import { TextPatch } from './TextPatch.js';

/** The row of one target in a plan; its files and texts when it is opened. */
export function PlannedRow({ app, steps, columns }: { app: PlannedApp; steps: readonly boolean[]; columns: number }) {
  const [open, setOpen] = useState(false);
  const { program, config, texts, trouble, freeBytes } = app;
  const full = freeBytes !== null && freeBytes < app.bytes;
  return (
    <>
      <tr class={trouble ? 'troubled' : undefined}>
        <th scope="row">
          <button type="button" class="quiet opener" aria-expanded={open} onClick={() => setOpen(!open)}>
            <span aria-hidden="true">{open ? '▾' : '▸'}</span> {app.app}
          </button>
          <span class="muted"> {app.host}</span>
        </th>
        <td class="number">{app.batch + 1}</td>
        <td>
          <Changes trees={[program]} />
        </td>
        <td>
          <Changes trees={[config]} />
        </td>
        <td class="number">{formatBytes(app.bytes)}</td>
        <td class={full ? 'number bad-text' : 'number'}>{freeBytes === null ? '?' : formatBytes(freeBytes)}</td>
        {steps.map((taken, index) => (
          <td key={index} class="planned-step">
            {taken ? (
              <span aria-label={t('plan.taken')}>●</span>
            ) : (
              <span class="muted" aria-label={t('plan.notTaken')}>
                ·
              </span>
            )}
          </td>
        ))}
      </tr>
      {(open || trouble) && (
        <tr class="planned-more">
          <td colSpan={6 + columns}>
            {trouble && <ReleaseError trouble={trouble} />}
            {open && (
              <>
                <p class="facts">
                  <span>{t('plan.live', { directory: app.live.program ?? t('plan.nothing') })}</span>
                  <span>
                    {t(app.restarts ? 'plan.restarted' : app.reloads ? 'plan.reloaded' : 'plan.notRestarted')}
                  </span>
                  {app.owner && <span>{t('plan.owner', { owner: `${app.owner.user}:${app.owner.group}` })}</span>}
                  {app.processes !== null && <span>{t('plan.processes', { n: app.processes })}</span>}
                </p>
                {app.hooks && (
                  <ul class="hooks" aria-label={t('plan.hooks')}>
                    {app.hooks.map(({ name, when, run, command, fromPackage, onWorker }) => (
                      <li key={name}>
                        {t(onWorker ? 'plan.hookOnWorker' : run === 'once' ? 'plan.hookOnce' : 'plan.hook', {
                          when,
                          name,
                        })}{' '}
                        <code>{command}</code>
                        {fromPackage && ` ${t('plan.hookOfPackage')}`}
                      </li>
                    ))}
                  </ul>
                )}
                {app.variables && (
                  <ul class="hooks" aria-label={t('plan.variables')}>
                    {app.variables.map(({ name, value, changed }) => (
                      <li key={name}>
                        <code>
                          {name}={value}
                        </code>{' '}
                        {changed && t('plan.changed')}
                      </li>
                    ))}
                  </ul>
                )}
                <Paths {...program.paths} />
                <Paths {...config.paths} />
                {texts.map(({ path, patch }) => (
                  <TextPatch key={path} path={path} text={patch} />
                ))}
              </>
            )}
          </td>
        </tr>
      )}
    </>
  );
}
