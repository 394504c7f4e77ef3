import type { HostCheckView } from '#api';
import { errorWords } from '../language/errorWords.js';
import { t } from '../language/index.js';
import { statedWords } from '../language/statedWords.js';
import { linkTo } from '../navigation/route.js';
import { Age } from '../parts/Age.js';
import { State } from '../states/State.js';
import { checkState, findingState } from './hostStates.js';

type Shown = HostCheckView['findings'][number] & { about: string; group?: string | undefined };

/** What the last check of a host found, what is not well first, with what cures it. */
export function HostChecks({
  check,
  groupOf,
  busy,
  again,
}: {
  check: HostCheckView;
  /** The group of an app, once it is known. */
  groupOf: (app: string) => string | undefined;
  busy: boolean;
  again: () => void;
}) {
  const all: Shown[] = [
    ...check.findings.map((one) => ({ ...one, about: one.name })),
    ...check.apps.flatMap(({ app, findings }) =>
      findings.map((one) => ({ ...one, about: `${app} ${one.name}`, group: groupOf(app) })),
    ),
  ];
  const amiss = all.filter(({ state }) => state !== 'ok');
  const well = all.filter(({ state }) => state === 'ok');
  return (
    <section class="card-box host-card" aria-labelledby="host-checks">
      <div class="bar">
        <h2 id="host-checks">
          {t('host.checks')} <State of={checkState(check)} />{' '}
          {check.checkedAt !== null && (
            <span class="muted">
              <Age at={check.checkedAt} />
            </span>
          )}
        </h2>
        <button type="button" disabled={busy} onClick={again}>
          {busy ? t('host.checking') : t('host.check')}
        </button>
      </div>
      {check.trouble !== null && (
        <p class="bad-text" lang={errorWords(check.trouble).lang}>
          {errorWords(check.trouble).message}
        </p>
      )}
      {amiss.map((one) => (
        <Found key={one.about} found={one} />
      ))}
      {well.length > 0 && (
        <details>
          <summary>{t('host.well', { n: well.length })}</summary>
          {well.map((one) => (
            <Found key={one.about} found={one} />
          ))}
        </details>
      )}
    </section>
  );
}

function Found({ found }: { found: Shown }) {
  const { message, advice, lang } = statedWords(found);
  return (
    <div class="found">
      <State of={findingState(found.state)} form="mark" />
      <div>
        <code>{found.about}</code> <span lang={lang}>{message}</span>
        {advice !== null && (
          <div class="muted" lang={lang}>
            {advice}
          </div>
        )}
        {found.name === 'app.layout' && found.state !== 'ok' && found.group !== undefined && (
          <a class="button small" href={linkTo('groups', [found.group, 'settings'], { adopt: '1' })}>
            {t('adopt.open')}
          </a>
        )}
      </div>
    </div>
  );
}
