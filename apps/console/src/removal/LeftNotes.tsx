import { listAll } from '#api/client';
import { call } from '../api/client.js';
import { statedWords } from '../language/statedWords.js';
import { CallError } from '../parts/errors.js';
import { useLoad } from '../parts/useLoad.js';
import { LeftButton } from './LeftButton.js';
import { leftWorkIn } from './leftWork.js';

/** What an app, or the apps of a group, have left on hosts that they are on no more, each to be seen and taken away; nothing where nothing is. */
export function LeftNotes({ of }: { of: { app: string } | { group: string } }) {
  const known = useLoad(() => listAll({ call }, 'listProblems', { query: of }), [JSON.stringify(of)]);
  if (known.trouble) return <CallError trouble={known.trouble} again={known.again} />;
  const left = (known.value?.items ?? []).flatMap((problem) => {
    const one = leftWorkIn(problem);
    return one ? [{ ...one, words: statedWords(problem) }] : [];
  });
  return (
    <>
      {left.map((one) => (
        <div key={`${one.app} ${one.host}`} class="warning" role="note">
          <span lang={one.words.lang}>{one.words.message}</span> <LeftButton left={one} done={known.again} />
        </div>
      ))}
    </>
  );
}
