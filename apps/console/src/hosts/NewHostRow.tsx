import { refusalWords } from '../language/errorWords.js';
import { t } from '../language/index.js';
import { linkTo } from '../navigation/route.js';
import { State } from '../states/State.js';
import { NextStep } from './Command.js';
import { checkState, keyStateNames } from './hostStates.js';
import type { NewHost, NewHostState } from './wizardRows.js';

/** One host that is to be added: whether it was reached, its key, its check, and what comes next. */
export function NewHostRow({
  host: { name, settings },
  state: { keys, check, busy, trouble, added },
  approve,
}: {
  host: NewHost;
  state: NewHostState;
  approve: (fingerprint: string) => void;
}) {
  const first = keys?.shown[0];
  const next = check?.next ?? keys?.next ?? null;
  return (
    <tr>
      <th scope="row" class="mono new-host">
        {added ? <a href={linkTo('hosts', name)}>{name}</a> : name}{' '}
        {name !== settings.address && <span class="muted second">{settings.address}</span>}
      </th>
      <td>
        {keys && <State of={keyStateNames[keys.state]} text={t(`hostKey.is.${keys.state}`)} form="inline" />}
        {first && <code class="second break">{first.fingerprint}</code>}
        {first && keys.state === 'unknown' && (
          <button
            type="button"
            class="small"
            disabled={busy}
            aria-label={t('addHosts.approveOf', { name })}
            onClick={() => approve(first.fingerprint)}
          >
            {t('hostKey.approve')}
          </button>
        )}
      </td>
      <td>
        {check && <State of={checkState(check)} text={check.ready ? t('host.ready') : undefined} form="inline" />}
        {busy && <span class="muted">{t('host.checking')}</span>}
      </td>
      <td>
        {added && <State of="succeeded" text={t('addHosts.added')} form="inline" />}
        {trouble !== null && (
          <span class="bad-text" lang={refusalWords(trouble).lang}>
            {refusalWords(trouble).message}
          </span>
        )}
        {!added && next !== null && <NextStep next={next} bare />}
      </td>
    </tr>
  );
}
