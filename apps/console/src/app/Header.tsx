import { useState } from 'preact/hooks';
import { call } from '../api/client.js';
import { close, user } from '../api/session.js';
import { inLanguage, language, setLanguage, t } from '../language/index.js';
import { streamState } from '../live/feed.js';
import { KeysSheet } from './KeysSheet.js';
import { pageRows } from '../navigation/pages.js';
import { go, route } from '../navigation/route.js';
import { useShortcuts } from '../navigation/shortcuts.js';
import { nextTheme, theme } from '../navigation/theme.js';

const pages = Object.entries(pageRows);

const themeSigns = { system: '◐', light: '☀', dark: '☾' } as const;

/** The head of every page: navigation, connection, language, theme, sign out. */
export function Header() {
  const [sheet, setSheet] = useState(false);
  const other = language.value === 'zh' ? 'en' : 'zh';
  useShortcuts([
    ...pages.map(([page, { label, key }]) => ({ keys: `g ${key}`, says: label, act: () => go(`/${page}`) })),
    { keys: 'n', says: 'start.title', act: () => go('/start') },
    { keys: 'l', says: 'header.language', act: () => setLanguage(other) },
    { keys: 'd', says: 'header.theme', act: nextTheme },
    { keys: '?', says: 'keys.title', act: () => setSheet(true) },
  ]);
  const leave = (): void => {
    // Signed out here, whether the gateway hears of it or not.
    call('endSession').catch(() => undefined);
    close(null);
  };
  return (
    <header class="top">
      <a class="brand" href="#/" aria-label={t('page.home')}>
        <span class="brand-mark" aria-hidden="true" />
        <span class="brand-name">rexflow</span>
      </a>
      <nav aria-label={t('nav.label')}>
        {pages.map(([page, { label }]) => (
          <a key={page} href={`#/${page}`} aria-current={route.value.page === page ? 'page' : undefined}>
            {inLanguage(label)}
          </a>
        ))}
      </nav>
      <div class="top-end">
        <Connection />
        <a class="button primary" href="#/start">
          <span aria-hidden="true">+</span> {t('start.short')}
        </a>
        <button type="button" class="quiet" lang={other === 'zh' ? 'zh-CN' : 'en'} onClick={() => setLanguage(other)}>
          {other === 'zh' ? '中文' : 'EN'}
        </button>
        <button
          type="button"
          class="quiet sign"
          aria-label={`${t('header.theme')}: ${t(`theme.${theme.value}`)}`}
          title={t(`theme.${theme.value}`)}
          onClick={nextTheme}
        >
          {themeSigns[theme.value]}
        </button>
        <button
          type="button"
          class="quiet sign"
          aria-label={t('keys.title')}
          title={t('keys.title')}
          onClick={() => setSheet(true)}
        >
          ?
        </button>
        <button type="button" class="quiet leave" title={user.value ?? ''} onClick={leave}>
          {t('header.signOut')}
        </button>
      </div>
      {sheet && <KeysSheet close={() => setSheet(false)} />}
    </header>
  );
}

/** The state of the event stream: whether the page is up to date. */
function Connection() {
  const how = streamState.value;
  return (
    <span class={`connection ${how}`} role="status">
      <span class="connection-dot" aria-hidden="true" />
      <span class="connection-word">{t(`connection.${how}`)}</span>
    </span>
  );
}
