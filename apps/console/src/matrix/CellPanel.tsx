import { useEffect, useRef } from 'preact/hooks';
import type { PartView, ReleaseView, StepView } from '#api';
import { cellKey, formatBytes } from '#api/client';
import { call } from '../api/client.js';
import { linkTo } from '../navigation/route.js';
import { durationInWords } from '../format/duration.js';
import { t, label, locale } from '../language/index.js';
import { ElapsedTime } from '../parts/ElapsedTime.js';
import { Timestamp } from '../parts/Timestamp.js';
import { ReleaseError, CallError } from '../parts/errors.js';
import { useLoad } from '../parts/useLoad.js';
import { LoadingLines } from '../parts/LoadingLines.js';
import { State } from '../states/State.js';
import { standingKey } from '../states/targetState.js';
import { stepState } from './CellView.js';
import { FactList } from './FactList.js';
import { OutputLog } from './OutputLog.js';

/** The details of one host, or of one step on it: facts, errors and output. */
export function CellPanel({
  release,
  part,
  column,
  close,
}: {
  release: ReleaseView;
  part: PartView;
  column: string | null;
  close: () => void;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  const loaded = useLoad(
    () => call('getPart', { path: { id: release.id, key: part.app } }),
    [release.id, part.app, part.vote, part.step, part.outcome],
  );
  useEffect(() => {
    const before = document.activeElement;
    heading.current?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  const all = loaded.value?.steps ?? [];
  const steps = column === null ? all : all.filter(({ phase, step }) => cellKey(phase, step) === column);
  const trouble = loaded.value?.trouble ?? part.trouble;
  const ofStep = steps.some((step) => step.trouble);
  return (
    <aside
      class="panel"
      aria-label={t('panel.title', { app: part.app })}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        close();
      }}
    >
      <header>
        <h2 ref={heading} tabIndex={-1}>
          {part.app}
          {column !== null && <span class="muted"> {label('step', column.split('/')[1]!)}</span>}
        </h2>
        <button type="button" class="quiet" aria-label={t('close')} onClick={close}>
          ✕
        </button>
      </header>
      <p class="facts">
        <span>{part.host}</span>
        <a href={linkTo('targets', part.app)}>{t('panel.app')}</a>
        {part.standing && <span>{label('standingLong', standingKey(release, part.standing))}</span>}
        {part.bytes !== null && part.bytes > 0 && <span>{t('release.sent', { bytes: formatBytes(part.bytes) })}</span>}
      </p>
      {trouble && (column === null || !ofStep) && part.outcome !== 'done' && column === null && (
        <ReleaseError trouble={trouble} />
      )}
      {loaded.trouble && <CallError trouble={loaded.trouble} again={loaded.again} />}
      {loaded.value === null && loaded.loading && <LoadingLines lines={3} />}
      {loaded.value && steps.length === 0 && <p class="muted">{t('panel.notYet')}</p>}
      {steps.map((step, index) => (
        <StepSection key={index} step={step} open={column !== null} />
      ))}
      {column === null && loaded.value && <FactList facts={loaded.value.facts} title={t('panel.facts')} />}
      <OutputLog release={release} app={part.app} step={column === null ? null : column.split('/')[1]!} />
    </aside>
  );
}

function StepSection({ step, open }: { step: StepView; open: boolean }) {
  return (
    <details class={`panel-step ${step.state}`} open={open || step.state === 'failed'}>
      <summary>
        <State of={stepState[step.state]} form="mark" />
        <b>{label('step', step.step)}</b>
        <span class="muted">{label('phase', step.phase)}</span>
        <span class="panel-time">
          {step.durationMs === null ? (
            <ElapsedTime since={Date.parse(step.begunAt)} />
          ) : (
            durationInWords(step.durationMs, locale())
          )}
        </span>
      </summary>
      <p class="muted">
        <Timestamp at={step.begunAt} />
        {step.endedAt && (
          <>
            {' – '}
            <Timestamp at={step.endedAt} />
          </>
        )}
      </p>
      {step.trouble && <ReleaseError trouble={step.trouble} />}
      <FactList facts={step.facts} />
    </details>
  );
}
