import { useId } from 'preact/hooks';
import { linkTo } from '../navigation/route.js';
import { t } from '../language/index.js';
import type { NewTarget } from './newEntry.js';
import { ProblemText } from '../form/ProblemText.js';
import type { FieldProblem } from '../form/problems.js';

/** The first targets of a new group: a name and a host each, where ranges may stand. */
export function NewTargets({
  targets,
  hosts,
  problems,
  change,
}: {
  targets: readonly NewTarget[];
  hosts: readonly string[];
  problems: readonly FieldProblem[];
  change: (targets: NewTarget[]) => void;
}) {
  const id = useId();
  const put = (index: number, part: Partial<NewTarget>): void =>
    change(targets.with(index, { ...targets[index]!, ...part }));
  return (
    <fieldset class="setting-section card-box">
      <legend>{t('group.targets')}</legend>
      <p class="muted field-help">
        {t('new.targetsWhat')}{' '}
        {hosts.length === 0 && (
          <>
            {t('new.noHosts')} <a href={linkTo('hosts', 'add')}>{t('steps.hosts')}</a>
          </>
        )}
      </p>
      {targets.map(({ name, host, port }, index) => (
        <div key={index} class="new-target">
          <label>
            {t('new.target')}
            <input
              value={name}
              placeholder="shop-[01..04]"
              maxLength={200}
              autocomplete="off"
              onInput={(event) => put(index, { name: event.currentTarget.value })}
            />
          </label>
          <label>
            {t('hosts.host')}
            <input
              value={host}
              list={`${id}-hosts`}
              placeholder="web-[01..04]"
              maxLength={255}
              autocomplete="off"
              onInput={(event) => put(index, { host: event.currentTarget.value })}
            />
          </label>
          <label>
            {t('setting.port')}
            <input
              value={port}
              inputMode="numeric"
              maxLength={5}
              autocomplete="off"
              onInput={(event) => put(index, { port: event.currentTarget.value })}
            />
          </label>
          <button
            type="button"
            class="quiet"
            aria-label={t('new.dropTarget', { n: index + 1 })}
            disabled={targets.length === 1}
            onClick={() => change(targets.toSpliced(index, 1))}
          >
            ✕
          </button>
        </div>
      ))}
      <datalist id={`${id}-hosts`}>
        {hosts.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      {problems.map((problem) => (
        <p key={`${problem.about} ${problem.message}`} class="bad-text">
          <ProblemText problem={problem} />
        </p>
      ))}
      <button type="button" class="small" onClick={() => change([...targets, { name: '', host: '', port: '' }])}>
        {t('new.addTarget')}
      </button>
    </fieldset>
  );
}
