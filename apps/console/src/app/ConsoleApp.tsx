import { useEffect } from 'preact/hooks';
import { call } from '../api/client.js';
import { signedIn, user } from '../api/session.js';
import { language } from '../language/index.js';
import { PageFrame } from './PageFrame.js';
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
      (answer) => (user.value = answer.user),
      () => undefined,
    );
  }, [inside]);
  return inside ? <PageFrame /> : <SignIn />;
}
