import { t } from '../language/index.js';
import { CallError } from '../parts/errors.js';
import type { Loaded } from '../parts/useLoad.js';
import type { GroupSource } from './groupSource.js';
import { asksFor, type FormProps } from './releaseForm.js';
import { TextField } from './TextField.js';

const sentences = {
  '': 'start.groupNone',
  updateDirectory: 'start.groupDirectory',
  upload: 'start.groupUpload',
} as const;

/** What the source of the group is, and the fields for what it asks of each release. */
export function GroupSourceFields({
  known: { value, trouble, again },
  ...of
}: FormProps & { known: Loaded<GroupSource | null> }) {
  if (trouble) return <CallError trouble={trouble} again={again} />;
  if (value === null) return null;
  const { type, place, ref } = value;
  const isGit = type === 'git';
  return (
    <>
      {place === '' ? (
        <p class="muted">{t(sentences[type as keyof typeof sentences] ?? 'start.groupNone')}</p>
      ) : (
        <p>
          <code>{isGit && ref !== '' ? `${place}@${ref}` : place}</code>
        </p>
      )}
      <div class="fields">
        {isGit && (
          <TextField {...of} name="ref" label={t('start.ref')} hint={ref || 'main'} says={t('start.refWrong')} />
        )}
        {asksFor(value, 'version') && (
          <TextField {...of} name="version" label={t('start.version')} hint="1.4.2" says={t('start.versionLacks')} />
        )}
        {asksFor(value, 'commit') && (
          <TextField {...of} name="commit" label={t('start.commit')} hint="9f86d081" says={t('start.versionLacks')} />
        )}
      </div>
    </>
  );
}
