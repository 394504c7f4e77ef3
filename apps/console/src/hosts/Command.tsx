import type { NextStepView } from '#api';
import { t } from '../language/index.js';
import { wholeWords } from '../language/statedWords.js';

/** A command as one types it. */
export function Command({ children }: { children: string }) {
  return <code class="command">{children}</code>;
}

/** The next step, with its command; `bare` where a head says already that it is one. */
export function NextStep({ next, bare = false }: { next: NextStepView; bare?: boolean }) {
  const { message, lang } = wholeWords(next);
  return (
    <p class="next-step">
      {!bare && <strong>{t('host.next')}</strong>} <span lang={lang}>{message}</span>
      {next.command !== null && <Command>{next.command}</Command>}
    </p>
  );
}
