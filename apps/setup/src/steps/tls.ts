import { readFileSync } from 'node:fs';
import { askOwnGateway, readTlsPair, requireGood, type TlsFiles } from '#config';
import { asCodedError, CodedError } from '#contract';
import { errorInChinese } from '#contract/chinese';
import { callerLanguage } from '#config/caller';
import { isMap, parseDocument } from 'yaml';
import { setupText } from '../language/setupText.js';
import type { SetupAction, SetupStep } from '../plan/action.js';
import { rewrite } from '../plan/files.js';
import type { Choices } from '../plan/record.js';
import { runCommand } from '../plan/runCommand.js';
import { SetupError } from '../plan/setupError.js';
import { spellWords } from '../plan/spell.js';
import { gatewaySection, ownAddress, tlsPlaces } from './ownAddress.js';
import { modesOf, readable, type Places } from './places.js';
import { runsSystemd, unitNames } from './units.js';

/** Makes sure that a given pair can be used now. Throws why not. */
export function requireUsable(given: TlsFiles): void {
  try {
    requireGood(readTlsPair(given), new Date());
  } catch (thrown) {
    const { code, details, message } = asCodedError(thrown);
    const chinese = callerLanguage() === 'zh' ? errorInChinese(code, details) : null;
    throw thrown instanceof CodedError ? new SetupError(chinese?.message ?? message, null, { cause: thrown }) : thrown;
  }
}

/** A path as config.yml has to spell it. */
const plain = (path: string): string => path.replaceAll('${', () => '$${');

/** Writes into config.yml that the gateway shows the certificate, and listens for others, where nobody said otherwise. */
function switchOn(places: Places): void {
  const { cert, key } = tlsPlaces(places);
  const document = parseDocument(readFileSync(places.config, 'utf8'));
  if (!isMap(document.get('gateway'))) document.set('gateway', document.createNode({}));
  if (!document.getIn(['gateway', 'host'])) document.setIn(['gateway', 'host'], '0.0.0.0');
  document.setIn(['gateway', 'tls'], document.createNode({ cert: plain(cert), key: plain(key) }));
  rewrite(places.config, document.toString({ lineWidth: 0 }));
}

/** A certificate with its key, given as files, for the gateway to show: copied, for it may not read where others keep theirs. */
export function tlsStep(places: Places, choices: Choices, given: TlsFiles, note: (line: string) => void): SetupStep {
  const place = tlsPlaces(places);
  const inUse = (): Partial<TlsFiles> => gatewaySection(places).tls ?? {};
  const isOn = (): boolean => inUse().cert === plain(place.cert) && inUse().key === plain(place.key);
  const copy = (which: keyof TlsFiles): SetupAction => ({
    ...{ kind: 'file', path: place[which], mode: modesOf(places).file, owner: readable(places), from: given[which] },
    text: () => readFileSync(given[which], 'utf8'),
  });
  const [gateway] = unitNames;
  const address = (): string => ownAddress(places, choices);
  const hasSystemd = places.prefix === null && runsSystemd(places);
  /** One that speaks HTTP so far has to begin anew. */
  const command = (speaksTls: boolean): string[] => ['systemctl', speaksTls ? 'reload' : 'restart', gateway];
  return {
    id: 'tls',
    title: setupText('step.tls', { cert: place.cert }),
    makes: [
      { kind: 'directory', name: places.tls, data: true },
      { kind: 'file', name: place.key, data: true },
      { kind: 'file', name: place.cert, data: true },
    ],
    allowed: async () => {
      const { cert } = inUse();
      if (cert && !isOn()) {
        const { config } = places;
        throw new SetupError(setupText('error.otherTls', { config, cert }), setupText('advice.otherTls', { config }));
      }
      await Promise.resolve();
    },
    actions: [
      { kind: 'directory', path: places.tls, mode: modesOf(places).directory, owner: readable(places) },
      copy('key'),
      copy('cert'),
      {
        ...{
          kind: 'task',
          shown: `${places.config}: gateway: { host: 0.0.0.0, tls: { cert: ${place.cert}, key: ${place.key} } }`,
        },
        run: async () => {
          if (!isOn()) switchOn(places);
          await Promise.resolve();
        },
      },
      {
        ...{
          kind: 'task',
          shown: hasSystemd ? spellWords(command(Boolean(inUse().cert))) : `curl -fsSk ${address()}/healthz`,
        },
        run: async () => {
          const now = address();
          const speaks = async (url: string): Promise<boolean> => (await askOwnGateway(`${url}/healthz`)) !== null;
          const [tls, plainly] = [await speaks(now), await speaks(now.replace('https:', 'http:'))];
          if (!tls && !plainly) return;
          if (!hasSystemd) return note(setupText('note.restart'));
          await runCommand(command(tls));
        },
      },
    ],
    done: async (recorded) => await Promise.resolve(recorded && isOn()),
  };
}
