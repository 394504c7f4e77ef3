import type { Statement } from '#contract';
import { listWords } from '../language/statedWords.js';

/** What a request, a plan or a comparison says beside its result, a line each. */
export function Warnings({
  texts,
  statements,
}: {
  texts: readonly string[];
  statements?: (Statement | null)[] | undefined;
}) {
  return (
    <>
      {listWords(texts, statements).map(({ message, lang }, index) => (
        <p key={texts[index]} class="warning" lang={lang}>
          {message}
        </p>
      ))}
    </>
  );
}
