import { useState } from 'preact/hooks';
import { listPage } from '../api/client.js';
import { go, linkTo } from '../navigation/route.js';
import { CallError } from '../parts/errors.js';
import { LoadingLines } from '../parts/LoadingLines.js';
import { useLoad } from '../parts/useLoad.js';
import { loadHostNames } from '../settings/EntrySettings.js';
import { loadFormSchema, loadGroup } from '../settings/entry.js';
import type { Resolved } from '../form/origin.js';
import { entrySchemas, sectionsOf } from '../form/formSchema.js';
import { addApp } from './newEntry.js';
import { NewEntryForm } from './NewEntryForm.js';
import { filledText } from '../form/preview.js';
import { SettingsForm } from '../form/SettingsForm.js';
import type { Tree } from '../yamlText/tree.js';
import { useAdding } from './useAdding.js';

/** One more target of a group: its name and host, and what it has of its own. */
export function NewAppPage({ group }: { group: string }) {
  const [name, setName] = useState('');
  const [draft, setDraft] = useState<Tree>({ group });
  const schema = useLoad(loadFormSchema, []);
  const hosts = useLoad(loadHostNames, []);
  const groups = useLoad(() => listPage('listGroups', { limit: 500 }), []);
  const of = typeof draft.group === 'string' ? draft.group.trim() : '';
  const given = useLoad(async () => (of === '' ? null : await loadGroup(of).catch(() => null)), [of]);
  const called = name.trim();
  const ready = called !== '' && of !== '' && typeof draft.host === 'string';
  const adding = useAdding({
    ways: [`apps.${called}`],
    ready,
    about: [called, draft],
    add: (dryRun) => addApp(called, { ...draft, group: of }, dryRun),
    added: () => go(linkTo('targets', called).slice(1)),
  });
  if (!schema.value)
    return schema.trouble ? <CallError trouble={schema.trouble} again={schema.again} /> : <LoadingLines lines={8} />;
  const sample = { app: called, host: typeof draft.host === 'string' ? draft.host : '', group: of };
  // What the group gives counts here, each text as it becomes for this app.
  const inherited = (given.value?.resolved ?? []).map((one): Resolved => ({
    ...one,
    ...(typeof one.value === 'string' && called !== '' && { value: filledText(one.value, sample) ?? one.value }),
    instead: null,
  }));
  return (
    <NewEntryForm kind="app" {...{ group, name, setName, adding, ready }}>
      <SettingsForm
        sections={sectionsOf(entrySchemas(schema.value).app)}
        own="app"
        draft={draft}
        resolved={inherited.filter(({ key }) => !/^(rollout|source)\./.test(key))}
        sample={called === '' ? null : sample}
        problems={adding.problems}
        offers={{
          host: hosts.value ?? [],
          group: groups.value?.items.map((one) => one.name) ?? [],
        }}
        change={setDraft}
      />
    </NewEntryForm>
  );
}
