import { useId } from 'preact/hooks';
import type { FormProps } from './releaseForm.js';

/** A text field with its error. */
export function TextField({
  name,
  label,
  hint,
  says,
  form,
  wrong,
  set,
}: FormProps & {
  name: 'version' | 'commit' | 'ref' | 'from' | 'expect' | 'url' | 'sha256' | 'batch' | 'maxFailures' | 'confirm';
  label: string;
  hint: string;
  /** The message when the value is not valid. */
  says: string;
}) {
  const id = useId();
  const bad = wrong.includes(name);
  return (
    <label>
      {label}
      <input
        name={name}
        value={form[name]}
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
