import type { RefObject } from 'preact';

/** A field that narrows the list below it. */
export function SearchField({
  value,
  label,
  change,
  field = null,
}: {
  value: string;
  label: string;
  change: (text: string) => void;
  field?: RefObject<HTMLInputElement | null> | null;
}) {
  return (
    <input
      ref={field}
      type="search"
      value={value}
      placeholder={label}
      aria-label={label}
      maxLength={200}
      onInput={(event) => change(event.currentTarget.value)}
    />
  );
}
