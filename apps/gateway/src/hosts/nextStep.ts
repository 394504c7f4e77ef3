import type { NextStepView } from '#api';
import { isOut, type ErrorReport, type Finding, type Outage } from '#contract';
import type { HostPlace } from './hostPlace.js';

const quoted = (word: string): string =>
  /^[A-Za-z0-9._:/@=+-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What one does about a host that nobody gets into. */
export function stepAfterTrouble({ code, details, message, advice }: ErrorReport, place: HostPlace): NextStepView {
  const { name, address, port, user } = place;
  const step = (text: string, command: string | null): NextStepView => ({ message: text, command });
  // The trouble may be that of the jump host.
  const host = textOf(details.host);
  const called = quoted(host === '' || host === place.target.host ? name : host);
  switch (code) {
    case 'UNREACHABLE':
    case 'CONNECTION_LOST':
      return step(
        `see from a worker${place.jump === null ? '' : `, or from ${place.jump},`} whether its sshd answers`,
        `nc -vz ${quoted(address)} ${port}`,
      );
    case 'HOST_KEY_UNKNOWN':
      return step(
        'compare the fingerprint with what the host itself prints (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub), then approve it',
        `rexflow host key ${called} --approve ${textOf(details.seen)}`,
      );
    case 'HOST_KEY_CHANGED':
      return step(
        'ask whoever runs it whether it was rebuilt, and compare the fingerprint; only then approve the new key',
        `rexflow host key ${called} --approve ${textOf(details.seen)} --replace`,
      );
    case 'AUTHENTICATION':
      return step(
        `let the key of config.yml (private_key) in as ${user}`,
        `ssh-copy-id -p ${port} -i PUBLIC_KEY ${quoted(`${user}@${address}`)}`,
      );
    default:
      return step(advice ?? message, null);
  }
}

/** Commands that cure a finding, typed on the host. */
const cures: Readonly<Record<string, string>> = {
  'host.tools': 'sudo apt-get install coreutils util-linux findutils mawk tar',
  'host.rsync': 'sudo apt-get install rsync',
  'host.clock': 'sudo apt-get install chrony',
  'host.space': 'df -h',
};

const stepAfter = ({ name, message, advice }: Finding): NextStepView => ({
  message: advice === null ? message : `${message}. ${advice}`,
  command: cures[name] ?? null,
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
  if (place.proposed)
    return { message: 'it is ready to be added', command: `rexflow host add ${quoted(place.address)}` };
  if (outage !== undefined && isOut(outage, now))
    return { message: `it is ready, and out of service: ${outage.reason}`, command: `rexflow host in ${name}` };
  if (place.apps.length === 0)
    return {
      message: 'it is ready, and no app is on it',
      command: `rexflow app add NAME --group GROUP --host ${name}`,
    };
  const warned = findings.find(({ state }) => state === 'warning');
  if (warned) return stepAfter(warned);
  return { message: 'it is ready: releases go to it', command: null };
}
