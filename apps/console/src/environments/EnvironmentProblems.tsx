import { wholeWords } from '../language/statedWords.js';
import type { Environments } from './useEnvironments.js';

/** Environments of which nothing is known, each with why and what to do. */
export function EnvironmentProblems({ environments: { matrix } }: { environments: Environments }) {
  const problems = (matrix?.environments ?? []).flatMap(({ name, problem, statement }) =>
    problem === null ? [] : [{ name, ...wholeWords({ message: problem, statement }) }],
  );
  return (
    <>
      {problems.map(({ name, message, lang }) => (
        <p key={name} class="muted" lang={lang}>
          {name}: {message}
        </p>
      ))}
    </>
  );
}
