import { useState } from 'preact/hooks';
import { call } from '../api/client.js';
import { asRefused, type Refused } from '../api/refused.js';
import { ended, open } from '../api/session.js';
import { language, setLanguage, t } from '../language/index.js';
import { CallError } from '../parts/errors.js';
import { BrandMark } from './BrandMark.js';
import { nextTheme, theme } from '../navigation/theme.js';

/** The page that asks for user and password. */
export function SignIn() {
  const [trouble, setTrouble] = useState<Refused | null>(null);
  const [busy, setBusy] = useState(false);
  const other = language.value === 'zh' ? 'en' : 'zh';
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    setBusy(true);
    try {
      const [username, password] = [String(form.get('username')), String(form.get('password'))];
      const answer = await call('createSession', { body: { username, password } });
      open(answer.token, answer.user);
    } catch (thrown) {
      setTrouble(asRefused(thrown));
      setBusy(false);
    }
  };
  return (
    <main class="door">
      <form onSubmit={(event) => void submit(event)}>
        <h1>
          <BrandMark /> rexflow
        </h1>
        <p class="muted">{ended.value === 'expired' ? t('door.expired') : t('door.what')}</p>
        <label>
          {t('door.user')}
          <input name="username" autocomplete="username" required autofocus maxLength={64} />
        </label>
        <label>
          {t('door.password')}
          <input name="password" type="password" autocomplete="current-password" required maxLength={256} />
        </label>
        {trouble && <CallError trouble={trouble} />}
        <button type="submit" class="primary" disabled={busy}>
          {t('door.enter')}
        </button>
      </form>
      <p class="door-foot">
        <button type="button" class="quiet" lang={other === 'zh' ? 'zh-CN' : 'en'} onClick={() => setLanguage(other)}>
          {other === 'zh' ? '中文' : 'English'}
        </button>
        <button type="button" class="quiet" onClick={nextTheme}>
          {t(`theme.${theme.value}`)}
        </button>
        <a href="/docs">{t('door.api')}</a>
      </p>
    </main>
  );
}
