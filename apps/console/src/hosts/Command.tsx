import type { NextStepView } from '#api';
import { t } from '../language/index.js';

/** A command as one types it. */
export function Command({ children }: { children: string }) {
  return <code class="command">{children}</code>;
}

/** The next step, with its command; `bare` where a head says already that it is one. */
export function NextStep({ next: { message, command }, bare = false }: { next: NextStepView; bare?: boolean }) {
  return (
    <p class="next-step">
      {!bare && <strong>{t('host.next')}</strong>} <span lang="en">{message}</span>
      {command !== null && <Command>{command}</Command>}
    </p>
  );
}
