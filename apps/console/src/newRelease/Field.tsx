import { useId } from 'preact/hooks';
import type { Order } from './order.js';

/** A field of text, with what is wrong with it. */
export function Field({
  name,
  label,
  hint,
  order,
  wrong,
  set,
  says,
}: {
  name: 'from' | 'expect' | 'url' | 'batch' | 'maxFailures' | 'confirm';
  label: string;
  hint: string;
  order: Order;
  wrong: readonly (keyof Order)[];
  set: (change: Partial<Order>) => void;
  /** What is said when it is not as it has to be. */
  says: string;
}) {
  const id = useId();
  const bad = wrong.includes(name);
  return (
    <label>
      {label}
      <input
        name={name}
        value={order[name]}
        placeholder={hint}
        aria-invalid={bad}
        aria-describedby={bad ? id : undefined}
        autocomplete="off"
        onInput={(event) => set({ [name]: event.currentTarget.value })}
      />
      {bad && (
        <span id={id} class="bad-text">
          {says}
        </span>
      )}
    </label>
  );
}
