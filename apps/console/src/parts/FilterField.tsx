/** A field that narrows a list once its text is complete; the address keeps it. */
export function FilterField({
  value,
  label,
  narrow,
}: {
  value: string;
  label: string;
  narrow: (text: string) => void;
}) {
  return (
    <input
      type="search"
      aria-label={label}
      placeholder={label}
      value={value}
      maxLength={64}
      onChange={(event) => narrow(event.currentTarget.value.trim())}
    />
  );
}
