import { useState } from 'preact/hooks';
import { t } from '../language/index.js';
import { go, linkTo } from '../navigation/route.js';

/** The two releases, as they are named; whoever sends it gets an address that can be kept. */
export function PairForm({ from, to }: { from: string; to: string }) {
  const [pair, setPair] = useState({ from, to });
  const field = (name: 'from' | 'to') => (
    <label>
      {t(`compare.${name}`)}
      <input
        name={name}
        value={pair[name]}
        maxLength={400}
        placeholder={t('compare.example')}
        onInput={({ currentTarget }) => setPair({ ...pair, [name]: currentTarget.value })}
      />
    </label>
  );
  const open = (given: { from: string; to: string }): void => go(linkTo('compare', null, given).slice(1));
  return (
    <form
      class="pair-form"
      onSubmit={(event) => {
        event.preventDefault();
        open({ from: pair.from.trim(), to: pair.to.trim() });
      }}
    >
      {field('from')}
      <button type="button" onClick={() => open({ from: pair.to.trim(), to: pair.from.trim() })}>
        {t('compare.swap')}
      </button>
      {field('to')}
      <button type="submit" class="primary">
        {t('compare.title')}
      </button>
    </form>
  );
}
