import { once } from 'node:events';
import { endProcess } from '#provision';
import { startEstate, type Estate } from '../support/estate.js';
import { caller, type Caller } from './caller.js';
import { fillCatalogue, type Catalogue } from './catalogue.js';
import { tell } from './report.js';

export const connections = 20;
export const apps = 20_000;

/** A gateway that accepts releases which nobody carries out, with a catalogue of some thousand apps behind it. */
export interface Front {
  estate: Estate;
  catalogue: Catalogue;
  calls: Caller;
  /** Posts a release of an app that is not busy, with async=1; gives its job. Throws when it is not accepted. */
  accept(): Promise<string>;
}

/** Runs work on such a gateway; `gatewayNode` are options of Node for it. */
export async function withFront(work: (front: Front) => Promise<void>, gatewayNode: string[] = []): Promise<void> {
  tell(`starting a gateway with ${apps} apps and no worker at work`);
  const estate = await startEstate({ apps: [{}], workers: 1, durable: true, gatewayNode });
  const calls = caller(estate.url, connections);
  try {
    // Accepting is measured, not the releases themselves: they stay in the queue.
    const [worker] = estate.workers;
    const ended = once(worker!, 'exit');
    await endProcess(worker!.pid!, 20_000);
    await ended;
    const catalogue = await fillCatalogue(estate, apps);
    const accept = async (): Promise<string> => {
      const { status, text } = await calls.post(
        `/rex?token=${estate.token}`,
        `action=release&k=${catalogue.next()}&async=1`,
      );
      if (status !== 202) throw new Error(`POST /rex answered ${status}: ${text}`);
      return String((JSON.parse(text) as { job: unknown }).job);
    };
    await work({ estate, catalogue, calls, accept });
  } finally {
    calls.close();
    await estate.stop();
  }
}
