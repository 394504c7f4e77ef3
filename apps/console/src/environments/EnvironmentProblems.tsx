import type { Environments } from './useEnvironments.js';

/** Environments of which nothing is known, each with why and what to do. */
export function EnvironmentProblems({ environments: { matrix } }: { environments: Environments }) {
  return (
    <>
      {matrix?.environments.map(
        ({ name, problem }) =>
          problem !== null && (
            <p key={name} class="muted" lang="en">
              {name}: {problem}
            </p>
          ),
      )}
    </>
  );
}
