import type { NextStepView } from '#api';
import {
  errorInside,
  inEnglish,
  isOut,
  statement,
  type ErrorReport,
  type Finding,
  type Outage,
  type Statement,
} from '#contract';
import type { HostPlace } from './hostPlace.js';

const quoted = (word: string): string =>
  /^[A-Za-z0-9._:/@=+-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A step that is said by a statement. */
export const nextStep = (what: Statement, command: string | null = null): NextStepView => ({
  ...{ message: inEnglish(what).message, command },
  statement: what,
});

/** What one does about a host that nobody gets into. */
export function stepAfterTrouble({ code, details, message, advice }: ErrorReport, place: HostPlace): NextStepView {
  const { name, address, port, user, jump } = place;
  // The trouble may be that of the jump host.
  const host = textOf(details.host);
  const called = quoted(host === '' || host === place.target.host ? name : host);
  switch (code) {
    case 'UNREACHABLE':
    case 'CONNECTION_LOST':
      return nextStep(
        jump === null ? statement('next.sshd') : statement('next.sshdBehind', { jump }),
        `nc -vz ${quoted(address)} ${port}`,
      );
    case 'HOST_KEY_UNKNOWN':
    case 'HOST_CERTIFICATE':
      return nextStep(statement('next.compareKey'), `rexflow host key ${called} --approve ${textOf(details.seen)}`);
    case 'HOST_KEY_CHANGED':
      return nextStep(
        statement('next.otherKey'),
        `rexflow host key ${called} --approve ${textOf(details.seen)} --replace`,
      );
    case 'AUTHENTICATION':
      return nextStep(
        statement('next.letIn', { user }),
        `ssh-copy-id -p ${port} -i PUBLIC_KEY ${quoted(`${user}@${address}`)}`,
      );
    default: {
      // The message is as it was stored: it may be shorter than what its details make.
      const part = errorInside({ code, details }, advice === null ? 'message' : 'advice');
      return { message: advice ?? message, command: null, statement: statement('next.advice', { advice: part }) };
    }
  }
}

/** Commands that cure a finding, typed on the host. */
const cures: Readonly<Record<string, string>> = {
  'host.tools': 'sudo apt-get install coreutils util-linux findutils mawk tar',
  'host.rsync': 'sudo apt-get install rsync',
  'host.clock': 'sudo apt-get install chrony',
  'host.space': 'df -h',
};

const stepAfter = ({ name, message, advice, statement: what }: Finding): NextStepView => ({
  message: advice === null ? message : `${message}. ${advice}`,
  command: textOf(what?.details.command) || (cures[name] ?? null),
  ...(what ? { statement: what } : {}),
});

/** What one does next with a host that was logged in to. */
export function stepAfterCheck(
  findings: readonly Finding[],
  place: HostPlace,
  { outage, now }: { outage: Outage | undefined; now: Date },
): NextStepView {
  const failed = findings.find(({ state }) => state === 'failed');
  if (failed) return stepAfter(failed);
  const name = quoted(place.name);
  if (place.proposed) return nextStep(statement('next.add'), `rexflow host add ${quoted(place.address)}`);
  if (outage !== undefined && isOut(outage, now))
    return nextStep(statement('next.out', { reason: outage.reason }), `rexflow host in ${name}`);
  if (place.apps.length === 0)
    return nextStep(statement('next.noApp'), `rexflow app add NAME --group GROUP --host ${name}`);
  const warned = findings.find(({ state }) => state === 'warning');
  if (warned) return stepAfter(warned);
  return nextStep(statement('next.ready'));
}
