import { useId } from 'preact/hooks';

/** The name of something new, with what is wrong with it. */
export function NameField({
  label,
  help,
  value,
  wrong,
  change,
}: {
  label: string;
  help: string;
  value: string;
  wrong: string | null;
  change: (name: string) => void;
}) {
  const id = useId();
  return (
    <div class="setting">
      <div class="setting-head">
        <label for={id}>{label}</label>
      </div>
      <input
        id={id}
        name="name"
        value={value}
        maxLength={200}
        autocomplete="off"
        spellcheck={false}
        aria-invalid={wrong !== null}
        aria-describedby={`${id}-help`}
        onInput={(event) => change(event.currentTarget.value)}
      />
      <div id={`${id}-help`} class="setting-below">
        {wrong !== null && <span class="bad-text">{wrong}</span>}
        <span class="muted">{help}</span>
      </div>
    </div>
  );
}
