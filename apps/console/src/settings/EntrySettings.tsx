import { listPage } from '../api/client.js';
import { CallError } from '../parts/errors.js';
import { LoadingLines } from '../parts/LoadingLines.js';
import { useLoad } from '../parts/useLoad.js';
import { loadEntry, loadFormSchema, type SettingsEntry } from './entry.js';
import { entrySchemas, sectionsOf } from '../form/formSchema.js';
import { SettingsEditor } from './SettingsEditor.js';

/** So many hosts are offered by name. */
const most = 500;

/** The names of hosts, to choose from; without them they are typed. */
export const loadHostNames = async (): Promise<string[]> => {
  const { items } = await listPage('listHosts', { limit: most });
  return items.map(({ name, address }) => name ?? address);
};

/** The settings of one group or app, loaded and ready to be changed. */
export function EntrySettings({
  kind,
  name,
  held = null,
  saved,
  removed,
}: {
  kind: SettingsEntry['kind'];
  name: string;
  /** The release that is changing it now. */
  held?: string | null;
  /** Called when a change was saved, for what shows the same elsewhere on the page. */
  saved?: () => void;
  removed: () => void;
}) {
  const entry = useLoad(() => loadEntry(kind, name), [kind, name]);
  const schema = useLoad(loadFormSchema, []);
  const hosts = useLoad(() => (kind === 'app' ? loadHostNames() : Promise.resolve([])), [kind]);
  const trouble = entry.trouble ?? schema.trouble;
  if (trouble) return <CallError trouble={trouble} again={entry.trouble ? entry.again : schema.again} />;
  if (!entry.value || !schema.value) return <LoadingLines lines={8} />;
  const form = entrySchemas(schema.value)[kind];
  return (
    <SettingsEditor
      loaded={entry.value}
      sections={sectionsOf(form)}
      offers={{ host: hosts.value ?? [] }}
      held={held}
      saved={() => saved?.()}
      removed={removed}
    />
  );
}
