import { useState } from 'preact/hooks';
import type { AppWithHistory, PastView } from '#api';
import { createRequest } from '#api/client';
import { call, listPage } from '../api/client.js';
import { asRefused, type Refused } from '../api/refused.js';
import { formatReleaseStamp } from '../format/timestamp.js';
import { t } from '../language/index.js';
import { go } from '../navigation/route.js';
import { Age } from '../parts/Age.js';
import { Dialog } from '../parts/Dialog.js';
import { CallError } from '../parts/errors.js';
import { LoadingLines } from '../parts/LoadingLines.js';
import { useLoad } from '../parts/useLoad.js';
import { releaseStampIn } from '#contract/lists';

/** So many groups and releases are offered. */
const mostGroups = 1000;
const mostReleases = 12;

/** What a target ran before, newest first, each once; what runs now is among them and cannot be chosen. */
export function choicesOf({ history, live }: Pick<AppWithHistory, 'history' | 'live'>) {
  const seen = new Set<string>();
  return history
    .filter((past): past is PastView & { release: string; program: string } => {
      const { release, program, good, rollback } = past;
      if (release === null || program === null || !good || rollback || seen.has(program)) return false;
      seen.add(program);
      return true;
    })
    .slice(0, mostReleases)
    .map((past) => ({ ...past, runsNow: live !== null && past.program === live.program }));
}

/** Asks which group goes back to which of the releases it ran, and does it. */
export function RollBackGroup({ group: given, close }: { group?: string; close: () => void }) {
  const [group, setGroup] = useState(given ?? '');
  const [to, setTo] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<Refused | null>(null);
  const [busy, setBusy] = useState(false);
  const groups = useLoad(async () => (await listPage('listGroups', { limit: mostGroups })).items, []);
  const found = groups.value?.find(({ name }) => name === group);
  const first = found?.apps[0];
  const past = useLoad(
    async () => (first === undefined ? null : choicesOf(await call('getApp', { path: { key: first } }))),
    [first],
  );
  const choices = past.value ?? [];
  const chosen = to ?? choices.find(({ runsNow }) => !runsNow)?.release ?? null;
  const begin = async (): Promise<void> => {
    setBusy(true);
    try {
      const made = await createRequest({ call }, 'createRollback', { apps: [group], to: chosen! });
      close();
      go(`/releases/${made.id}`);
    } catch (thrown) {
      setTrouble(asRefused(thrown));
      setBusy(false);
    }
  };
  return (
    <Dialog title={given === undefined ? t('back.title') : t('back.titleOf', { name: given })} close={close}>
      {given === undefined && (
        <label>
          {t('fleet.group')}
          <input
            autofocus
            list="groups-to-go-back"
            value={group}
            autocomplete="off"
            onInput={(event) => {
              setGroup(event.currentTarget.value.trim());
              setTo(null);
            }}
          />
          <datalist id="groups-to-go-back">
            {groups.value?.map(({ name }) => (
              <option key={name} value={name} />
            ))}
          </datalist>
        </label>
      )}
      {(groups.trouble ?? past.trouble) && <CallError trouble={(groups.trouble ?? past.trouble)!} />}
      {(groups.loading || past.loading) && <LoadingLines lines={2} />}
      {first !== undefined && past.value && choices.every(({ runsNow }) => runsNow) && (
        <p class="muted">{t('back.nothing')}</p>
      )}
      {choices.length > 0 && (
        <fieldset class="choices">
          <legend class="unseen">{t('back.choose')}</legend>
          {choices.map(({ release, program, endedAt, runsNow }) => (
            <label key={program} class="choice">
              <input
                type="radio"
                name="to"
                disabled={runsNow}
                checked={release === chosen}
                onChange={() => setTo(release)}
              />
              <span>
                <span class="version-name">{nameOf(program)}</span>{' '}
                <span class="muted">{endedAt && <Age at={endedAt} />}</span>
                {runsNow && <span class="muted second">{t('back.now')}</span>}
              </span>
            </label>
          ))}
        </fieldset>
      )}
      {trouble && <CallError trouble={trouble} />}
      <div class="dialog-end">
        <button type="button" onClick={close}>
          {t('back.no')}
        </button>
        <button type="button" class="primary" disabled={busy || chosen === null || !found} onClick={() => void begin()}>
          {found ? t('back.hosts', { n: found.apps.length }) : t('back.yes')}
        </button>
      </div>
    </Dialog>
  );
}

const nameOf = (program: string): string => {
  const stamp = releaseStampIn(program);
  return stamp === null ? program.split('/').at(-1)! : formatReleaseStamp(stamp);
};
