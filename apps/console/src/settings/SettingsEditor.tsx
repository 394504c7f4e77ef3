import { useState } from 'preact/hooks';
import { t } from '../language/index.js';
import { linkTo } from '../navigation/route.js';
import { CallError } from '../parts/errors.js';
import { shortId } from '../naming/shortId.js';
import { ConflictChoice } from './ConflictChoice.js';
import type { SettingsEntry } from './entry.js';
import type { FormSection } from '../form/formSchema.js';
import { RemoveDialog } from './RemoveDialog.js';
import { ResolvedTable } from './ResolvedTable.js';
import { SaveBar } from './SaveBar.js';
import { SectionList } from '../form/SectionList.js';
import { SettingsDifference } from './SettingsDifference.js';
import { SettingsForm } from '../form/SettingsForm.js';
import { useSettings } from './useSettings.js';
import { YamlEditor } from './YamlEditor.js';

/** How settings can be looked at. */
type SettingsView = 'form' | 'yaml' | 'resolved';
const views: readonly SettingsView[] = ['form', 'yaml', 'resolved'];

/** The settings of a group or an app: as a form, as YAML, or all that counts. */
export function SettingsEditor({
  loaded,
  sections,
  offers,
  held,
  saved,
  removed,
}: {
  loaded: SettingsEntry;
  sections: readonly FormSection[];
  offers?: Readonly<Record<string, readonly string[]>>;
  /** The release that is changing it now. */
  held: string | null;
  saved: () => void;
  removed: () => void;
}) {
  const [view, setView] = useState<SettingsView>('form');
  const [removing, setRemoving] = useState(false);
  const editing = useSettings(loaded, saved);
  const { entry, draft, conflicts, theirs, trouble, problems, change, settle } = editing;
  return (
    <section class="settings" aria-label={t('settings.title')}>
      <div class="bar">
        <div class="segments" role="group" aria-label={t('settings.view')}>
          {views.map((one) => (
            <button key={one} type="button" aria-pressed={view === one} onClick={() => setView(one)}>
              {t(`settings.as.${one}`)}
            </button>
          ))}
        </div>
        <button type="button" class="danger" onClick={() => setRemoving(true)}>
          {t('settings.remove')}
        </button>
      </div>
      {held !== null && (
        <p class="warning">
          {t('settings.held')} <a href={linkTo('releases', held)}>{shortId(held)}</a>
        </p>
      )}
      {trouble && <CallError trouble={trouble} />}
      {editing.takenOver && (
        <p class="warning" role="status">
          {t('settings.movedMerged', { name: entry.name })}
        </p>
      )}
      {conflicts.length > 0 && <ConflictChoice conflicts={conflicts} mine={draft} theirs={theirs} settle={settle} />}
      {view === 'form' && (
        <div class="setting-columns">
          <SectionList sections={sections} before={entry.own} draft={draft} problems={problems} />
          <SettingsForm
            {...{ sections, draft, problems, change }}
            {...(offers ? { offers } : {})}
            own={entry.kind}
            resolved={entry.resolved}
            sample={entry.sample}
          />
          <aside class="setting-difference" aria-labelledby="difference">
            <h2 id="difference">{t('settings.difference')}</h2>
            <SettingsDifference before={entry.own} after={draft} />
          </aside>
        </div>
      )}
      {view === 'yaml' && <YamlEditor key={editing.round} draft={draft} problems={problems} change={change} />}
      {view === 'resolved' && <ResolvedTable resolved={entry.resolved} />}
      {view !== 'resolved' && <SaveBar editing={editing} />}
      {removing && <RemoveDialog entry={entry} close={() => setRemoving(false)} removed={removed} />}
    </section>
  );
}
