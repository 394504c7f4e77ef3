import type { AdoptionView } from '#api';
import { useState } from 'preact/hooks';
import { call } from '../api/client.js';
import { ConfirmDialog } from '../parts/ConfirmDialog.js';
import { showNotice } from '../parts/currentNotices.js';
import { Warnings } from '../parts/Warnings.js';
import type { Tree } from '../yamlText/tree.js';
import { yamlOf } from '../yamlText/writeYaml.js';
import { FoundLayout } from './FoundLayout.js';
import { say } from './say.js';

export interface AdoptDialogProps {
  group: string;
  close: () => void;
  /** Called when settings were changed. */
  done: () => void;
}

const quoted = (word: string): string =>
  /^[\w./:@=-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;

/** What is to be set, as a fleet file says it. */
function Lines({ found: { changes, fleet } }: { found: AdoptionView }) {
  if (changes.length === 0) return <p>{say('nothing')}</p>;
  return (
    <>
      <p>{say('lines')}</p>
      <pre class="yaml" tabIndex={0} aria-label={say('lines')}>
        {yamlOf({ groups: (fleet as Tree).groups })}
      </pre>
    </>
  );
}

/** Says which layouts of other tools stand on the hosts of a group, and sets what lets releases go on in them once somebody says yes. */
export function AdoptDialog({ group, close, done }: AdoptDialogProps) {
  const [text, setText] = useState('');
  const [at, setAt] = useState('');
  const asked = { apps: [group], ...(at === '' ? {} : { at }) };
  return (
    <ConfirmDialog
      title={say('title', { name: group })}
      wide
      look={() => call('createAdoption', { body: asked })}
      about={[group, at]}
      lead={(busy) => (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            setAt(text.trim());
          }}
        >
          <label>
            {say('at')}
            <input
              class="mono"
              value={text}
              placeholder="/srv/shop"
              disabled={busy}
              autocomplete="off"
              onInput={(event) => setText(event.currentTarget.value)}
            />
          </label>
          <button type="submit" class="small" disabled={busy || text.trim() === at}>
            {say('look')}
          </button>
        </form>
      )}
      command={(found) =>
        `rexflow adopt ${quoted(group)}${at === '' ? '' : ` --at ${quoted(at)}`}${found?.plan ? ` --apply --plan ${found.plan}` : ''}`
      }
      keep={say('keep')}
      yes={() => say('yes')}
      tone="primary"
      may={({ plan, changes }) => plan !== null && changes.length > 0}
      act={async ({ plan }) => {
        await call('createAdoption', { body: { ...asked, apply: plan! } });
        showNotice(say('done', { name: group }));
        close();
        done();
      }}
      close={close}
    >
      {(found) => (
        <div class="scroll removal" tabIndex={0} role="group" aria-label={say('found')}>
          {found.items.map((item) => (
            <FoundLayout key={item.app} item={item} />
          ))}
          {found.plan === null ? (
            <>
              <p class="bad-text">{say('unfit')}</p>
              <Warnings texts={found.problems} statements={found.statements} />
            </>
          ) : (
            <Lines found={found} />
          )}
        </div>
      )}
    </ConfirmDialog>
  );
}
