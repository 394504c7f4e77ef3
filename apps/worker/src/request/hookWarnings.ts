import { CodedError, errorInside, statement, type Statement } from '#contract';
import type { RequestHead, TargetRecord } from '#records';
import { hooksAt, mergeFacts, staysForward, type StepRecord } from '#release';

/** What whoever released an app should know of its hooks, from the steps it took. */
export function hookWarnings(
  { request }: Pick<RequestHead, 'request'>,
  { app, phase, vote }: Pick<TargetRecord, 'app' | 'phase' | 'vote'>,
  history: readonly StepRecord[],
): Statement[] {
  const warned = history
    .flatMap(({ facts }) => facts.hooks_warned?.split(' ') ?? [])
    .map((pair) => {
      const [hook = '', status = ''] = pair.split(':');
      return statement('hook.warned', { hook, status });
    });
  const undone = history.findLast(({ step }) => step === 'undoHooks');
  const left =
    undone?.state === 'failed' && undone.trouble
      ? [
          statement('hook.notUndone', {
            reason: errorInside(new CodedError(undone.trouble.code, undone.trouble.details)),
          }),
        ]
      : [];
  const stays = phase === 'activate' && vote === 'failed' && staysForward({ app, request, facts: mergeFacts(history) });
  const oneWay = hooksAt(app, 'before-switch', 'once').find(({ reversible }) => reversible === false)?.name ?? '';
  return [...warned, ...left, ...(stays ? [statement('hook.stays', { hook: oneWay })] : [])];
}
