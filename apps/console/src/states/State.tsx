import { Icon } from '../icons/Icon.js';
import { inLanguage } from '../language/index.js';
import { stateRows, type StateName, type StateRow } from './states.js';

/** The word of a state, in the language of the page. */
export const stateWord = (of: StateName): string => inLanguage(stateRows[of].label);

/**
 * A state: `chip` on its tint, `inline` in running text, `mark` where there is room for the icon only, with the word for those who
 * cannot see it. `text` stands in place of the word where more is known, as "2 files".
 */
export function State({
  of,
  text,
  form = 'chip',
}: {
  of: StateName;
  text?: string;
  form?: 'chip' | 'inline' | 'mark';
}) {
  const { icon, token }: StateRow = stateRows[of];
  return (
    <span class={`state state-${form} ${token}`}>
      <Icon name={icon} />
      <span class={form === 'mark' ? 'unseen' : 'state-word'}>{text ?? stateWord(of)}</span>
    </span>
  );
}
