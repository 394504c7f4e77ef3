import type { GroupSummary } from '../fleet/groupSummary.js';
import { t } from '../language/index.js';
import { CallError } from '../parts/errors.js';
import { EnvironmentCells, EnvironmentHeads } from './EnvironmentCells.js';
import { EnvironmentProblems } from './EnvironmentProblems.js';
import { useEnvironments } from './useEnvironments.js';

/** One group in every environment; nothing where there is one environment only. */
export function EnvironmentMatrix({ group }: { group: GroupSummary }) {
  const { environments, trouble, again } = useEnvironments(group.name);
  if (trouble && !environments?.matrix) return <CallError trouble={trouble} again={again} />;
  if (!environments) return null;
  return (
    <section class="environments" aria-label={t('environments.title')}>
      <div class="scroll whole" tabIndex={0} role="group" aria-label={t('environments.title')}>
        <table class="list by-environment of-one">
          <thead>
            <tr>
              <EnvironmentHeads environments={environments} />
            </tr>
          </thead>
          <tbody>
            <tr>
              <EnvironmentCells group={group} by={null} environments={environments} />
            </tr>
          </tbody>
        </table>
      </div>
      <EnvironmentProblems environments={environments} />
    </section>
  );
}
