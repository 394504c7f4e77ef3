import type { ComponentChildren } from 'preact';
import { NameField } from '../form/NameField.js';
import { inLanguage, t } from '../language/index.js';
import { pageRows } from '../navigation/pages.js';
import { linkTo } from '../navigation/route.js';
import { NewEntryEnd } from './NewEntryEnd.js';
import type { Adding } from './useAdding.js';

/** The page of something new: where it will stand, its name, what it is made of, and the button that adds it. */
export function NewEntryForm({
  kind,
  group = '',
  name,
  setName,
  adding,
  ready,
  note,
  children,
}: {
  kind: 'group' | 'app';
  /** The group it is added to. */
  group?: string;
  name: string;
  setName: (name: string) => void;
  adding: Adding;
  ready: boolean;
  note?: string;
  children: ComponentChildren;
}) {
  const called = name.trim();
  const lacks = adding.tried && called === '' ? t('new.nameLacks') : null;
  return (
    <article class="new-entry">
      <p class="crumb">
        <a href={linkTo('groups')}>{inLanguage(pageRows.groups.label)}</a>
        {group !== '' && (
          <>
            {' / '}
            <a href={linkTo('groups', group)}>{group}</a>
          </>
        )}
      </p>
      <h1>{t(`new.${kind}`)}</h1>
      {note !== undefined && <p class="muted">{note}</p>}
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          adding.begin();
        }}
      >
        <NameField
          label={t(`new.${kind}Name`)}
          help={t('new.nameHelp')}
          value={name}
          wrong={adding.taken ? t(`new.${kind}Taken`, { name: called }) : lacks}
          change={setName}
        />
        {children}
        <NewEntryEnd
          adding={adding}
          ready={ready}
          lacking={t(`new.${kind}Lacks`)}
          word={t(kind === 'app' ? 'new.addApp' : 'new.addGroup')}
        />
      </form>
    </article>
  );
}
