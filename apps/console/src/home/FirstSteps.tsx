import { t } from '../language/index.js';
import { State } from '../states/State.js';
import { linkTo } from '../navigation/route.js';

/** What a new installation needs, in its order, with what is done ticked. */
export function FirstSteps({ hasHosts, hasTargets }: { hasHosts: boolean; hasTargets: boolean }) {
  const steps = [
    {
      done: hasHosts,
      title: t('steps.hosts'),
      what: t('steps.hostsWhat'),
      href: linkTo('hosts', 'add'),
      go: t('steps.hosts'),
    },
    {
      done: hasTargets,
      title: t('steps.group'),
      what: t('steps.groupWhat'),
      href: linkTo('groups', null, { new: '1' }),
      go: t('steps.group'),
    },
    {
      done: false,
      title: t('steps.release'),
      what: t('steps.releaseWhat'),
      href: linkTo('releases', 'new'),
      go: t('start.title'),
    },
  ];
  const next = steps.find(({ done }) => !done);
  return (
    <section class="card-box" aria-labelledby="steps">
      <h2 id="steps" class="card-head">
        {t('steps.title')}
      </h2>
      <ol class="rows steps">
        {steps.map((step) => (
          <li key={step.title} class={step.done ? 'row step-row done' : 'row step-row'}>
            <State
              of={step.done ? 'succeeded' : 'waiting'}
              text={t(step.done ? 'steps.done' : 'steps.todo')}
              form="mark"
            />
            <span>
              <b>{step.title}</b>
              <span class="muted second">{step.what}</span>
            </span>
            <span class="row-actions">
              {!step.done && (
                <a class={step === next ? 'button small primary' : 'button small'} href={step.href}>
                  {step.go}
                </a>
              )}
            </span>
          </li>
        ))}
      </ol>
      {!hasTargets && (
        <p class="card-foot-text muted">
          {t('steps.file')} <code class="command">rexflow apply -f fleet.yml</code>{' '}
          <a href="/docs/fleet">{t('steps.manual')}</a>
        </p>
      )}
    </section>
  );
}
