import type { FormProps, ReleaseForm } from './releaseForm.js';

/** A choice of few, with its values and what each says. */
export function ChoiceField<Name extends 'policy' | 'queue' | 'onDrift' | 'full'>({
  name,
  label,
  choices,
  form,
  set,
}: Omit<FormProps, 'wrong'> & {
  name: Name;
  label: string;
  choices: readonly (readonly [value: ReleaseForm[Name], says: string])[];
}) {
  return (
    <label>
      {label}
      <select
        name={name}
        value={String(form[name])}
        onChange={(event) => set({ [name]: choices[event.currentTarget.selectedIndex]![0] })}
      >
        {choices.map(([value, says]) => (
          <option key={value} value={String(value)}>
            {says}
          </option>
        ))}
      </select>
    </label>
  );
}
