import type { StateToken } from '../states/states.js';

/** Shares of a whole as a bar, worst first; the numbers always stand beside it. */
export function ShareBar({ shares }: { shares: readonly { token: StateToken | 'todo'; n: number }[] }) {
  return (
    <span class="shares" aria-hidden="true">
      {shares
        .filter(({ n }) => n > 0)
        .map(({ token, n }, index) => (
          <span key={index} class={`share mark-${token}`} style={{ flexGrow: n }} />
        ))}
    </span>
  );
}
