import { asCodedError } from '#contract';
import { setupText } from './language/setupText.js';
import { SetupError } from './plan/setupError.js';

const codeOf = (thrown: unknown): unknown => (thrown instanceof Error && 'code' in thrown ? thrown.code : undefined);

/** Why a program failed, in lines for people; `command` goes on where it stopped, once it has `begun`. */
export function failureLines(thrown: unknown, command: string, begun = true): string[] {
  if (thrown instanceof SetupError) {
    const { message, advice } = thrown;
    const goOn = begun || advice === null ? [setupText('advice.goOn', { command })] : [];
    return [message, ...(advice === null ? [] : [advice]), ...goOn];
  }
  const { message } = asCodedError(thrown);
  const reason = thrown instanceof Error ? thrown.message : message;
  if (codeOf(thrown) === 'ENOSPC') return [setupText('error.disk', { reason }), setupText('advice.disk', { command })];
  if (codeOf(thrown) === 'EACCES' || codeOf(thrown) === 'EROFS' || codeOf(thrown) === 'EPERM') {
    const path = (thrown as NodeJS.ErrnoException).path ?? reason;
    return [setupText('error.notAllowed', { path }), setupText('advice.goOn', { command })];
  }
  return [reason, setupText('advice.goOn', { command })];
}
