import { useState } from 'preact/hooks';
import { t } from '../language/index.js';
import { go, linkTo } from '../navigation/route.js';
import { CallError } from '../parts/errors.js';
import { LoadingLines } from '../parts/LoadingLines.js';
import { useLoad } from '../parts/useLoad.js';
import { loadHostNames } from '../settings/EntrySettings.js';
import { loadFormSchema } from '../settings/entry.js';
import { entrySchemas, sectionsOf, type FormSection } from '../form/formSchema.js';
import { addGroup, type NewTarget } from './newEntry.js';
import { NewEntryForm } from './NewEntryForm.js';
import { NewTargets } from './NewTargets.js';
import { SettingsForm } from '../form/SettingsForm.js';
import type { Tree } from '../yamlText/tree.js';
import { useAdding } from './useAdding.js';

/** A new group with its first targets, added as one: either all of it is there afterwards or nothing. */
export function NewGroupPage() {
  const [name, setName] = useState('');
  const [draft, setDraft] = useState<Tree>({});
  const [targets, setTargets] = useState<NewTarget[]>([{ name: '', host: '', port: '' }]);
  const schema = useLoad(loadFormSchema, []);
  const hosts = useLoad(loadHostNames, []);
  const called = name.trim();
  const apps = targets.filter((one) => one.name.trim() !== '').map((one) => one.name.trim());
  const ready = called !== '' && apps.length > 0;
  const adding = useAdding({
    // The nearest way first: problems of apps stand at the apps.
    ways: [`groups.${called}`, ...apps.map((app) => `apps.${app}`)],
    ready,
    about: [called, draft, targets],
    add: (dryRun) => addGroup(called, draft, targets, dryRun),
    added: () => go(linkTo('groups', called).slice(1)),
  });
  if (!schema.value)
    return schema.trouble ? <CallError trouble={schema.trouble} again={schema.again} /> : <LoadingLines lines={8} />;
  const first = targets[0]!;
  const sample =
    /[[\]]/.test(`${first.name}${first.host}`) || apps.length === 0
      ? null
      : { app: apps[0]!, host: first.host, group: called, ...(first.port !== '' && { port: first.port }) };
  const ofTargets = adding.problems.filter(({ field }) => field === 'apps' || field?.startsWith('apps.'));
  return (
    <NewEntryForm kind="group" {...{ name, setName, adding, ready }} note={t('steps.groupWhat')}>
      <NewTargets targets={targets} hosts={hosts.value ?? []} problems={ofTargets} change={setTargets} />
      <p class="muted">{t('new.archive')}</p>
      <SettingsForm
        sections={archiveFirst(sectionsOf(entrySchemas(schema.value).group))}
        own="group"
        draft={draft}
        resolved={[]}
        sample={sample}
        problems={adding.problems.filter((one) => !ofTargets.includes(one))}
        change={setDraft}
      />
    </NewEntryForm>
  );
}

/** What an archive holds first: the plan of a first release from one fails without it. */
const archiveFirst = (sections: readonly FormSection[]): FormSection[] =>
  sections.toSorted((a, b) => Number(b.key === 'package') - Number(a.key === 'package'));
