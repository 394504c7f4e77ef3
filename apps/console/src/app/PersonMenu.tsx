import { useId } from 'preact/hooks';
import { call } from '../api/client.js';
import { close, user } from '../api/session.js';
import { Icon } from '../icons/Icon.js';
import { language, setLanguage, t } from '../language/index.js';
import { nextTheme, theme } from '../navigation/theme.js';

/** Who is signed in, and what is set for them: language, theme, keys, the end of the session. */
export function PersonMenu({ showKeys }: { showKeys: () => void }) {
  const id = useId();
  const name = user.value?.name ?? '';
  return (
    <div class="person">
      <span class="person-mark" aria-hidden="true">
        {initials(name)}
      </span>
      <span class="person-name">
        <b>{name}</b>
        {user.value && <span class="person-role">{t(`role.${user.value.role}`)}</span>}
      </span>
      <button
        type="button"
        class="quiet sign"
        popoverTarget={id}
        aria-label={t('header.menu')}
        title={t('header.menu')}
      >
        <Icon name="more" />
      </button>
      <div id={id} popover="auto" class="menu">
        <PersonChoices showKeys={showKeys} />
      </div>
    </div>
  );
}

/** The choices of whoever is signed in. */
export function PersonChoices({ showKeys }: { showKeys: () => void }) {
  const other = language.value === 'zh' ? 'en' : 'zh';
  const leave = (): void => {
    // Signed out here, whether the gateway hears of it or not.
    call('endSession').catch(() => undefined);
    close(null);
  };
  return (
    <>
      <button type="button" class="quiet" lang={other === 'zh' ? 'zh-CN' : 'en'} onClick={() => setLanguage(other)}>
        {other === 'zh' ? '中文' : 'English'}
      </button>
      <button type="button" class="quiet" onClick={nextTheme}>
        {t(`theme.${theme.value}`)}
      </button>
      <button type="button" class="quiet" onClick={showKeys}>
        {t('keys.title')}
      </button>
      <a class="button quiet" href="/docs">
        {t('door.api')}
      </a>
      <button type="button" class="quiet" onClick={leave}>
        {t('header.signOut')}
      </button>
    </>
  );
}

/** The first letters of a name: of two words, else of one; a Han name by its first character. */
function initials(name: string): string {
  const words = name.split(/[\s._-]+/).filter(Boolean);
  const letters = words.slice(0, 2).map((word) => [...word][0]!.toUpperCase());
  return /\p{Script=Han}/u.test(letters[0] ?? '') ? letters[0]! : letters.join('');
}
