import { statedWords } from '../language/statedWords.js';
import type { FieldProblem } from './problems.js';

/** What a problem of a form says, behind the app it is about where that is another one. */
export function ProblemText({ problem }: { problem: FieldProblem }) {
  const { message, lang } = statedWords(problem);
  return (
    <span lang={lang}>
      {problem.about !== undefined && `${problem.about}: `}
      {message}
    </span>
  );
}
