import { useEffect } from 'preact/hooks';
import { call } from '../api/client.js';
import { signedIn, user } from '../api/session.js';
import { language, t } from '../language/index.js';
import { Notices } from '../parts/Notices.js';
import { Header } from './Header.js';
import { Pages } from './Pages.js';
import { SignIn } from './SignIn.js';

/** The console: sign-in, or the page of the address in its frame. */
export function ConsoleApp() {
  const inside = signedIn.value;
  useEffect(() => {
    document.documentElement.lang = language.value === 'zh' ? 'zh-CN' : 'en';
  }, [language.value]);
  useEffect(() => {
    if (!inside || user.value !== null) return;
    // A token that is good no more ends the session; any other trouble shows on the page itself.
    call('getMe').then(
      (answer) => (user.value = answer.user.name),
      () => undefined,
    );
  }, [inside]);
  if (!inside) return <SignIn />;
  return (
    <>
      <a class="skip" href="#content" onClick={toContent}>
        {t('skip')}
      </a>
      <Header />
      <main id="content" tabIndex={-1}>
        <Pages />
      </main>
      <Notices />
    </>
  );
}

/** The address is the place in the console, so it must not change for a jump within the page. */
function toContent(event: Event): void {
  event.preventDefault();
  document.getElementById('content')?.focus();
}
