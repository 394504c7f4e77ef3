import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { batchCalls, every } from '#async';
import { CodedError } from '#contract';
import type { Workers } from '#queue';
import type { EndedLook } from '#records';
import { loginFor } from '../remote/loginFor.js';
import { loginDigest } from './loginDigest.js';
import { withoutFirstContact } from '../remote/withoutFirstContact.js';
import { claimSeconds, lookAtHost, type HostToLookAt } from './lookAtHost.js';
import type { LookDeps } from './lookDeps.js';

/** Hosts that are looked at in one moment. */
const atOnce = 16;
/**
 * The same while this worker has a request in hand, and the share of the time between two looks for which hosts wait then: those who
 * wait for the request come first, and one that takes hours leaves no host unseen.
 */
const besideRequests = 1;
const waitsForRequests = 0.5;
/** A look that takes longer waits for its host, and keeps no other from being looked at. */
const usualMs = 1000;
/** Looks in hand, with those that wait. */
const mostInHand = 128;
const longestPauseMs = 1000;

/**
 * Looks at each host every `fleet.look`, behind all requests. The workers share the hosts by claiming a few that are due at a
 * time, so that one more takes its part at once and one that died leaves none behind. What was seen is stored many at once.
 */
export function startLooks(
  given: Omit<LookDeps, 'hasRequests'>,
  workers: Pick<Workers, 'inHand'>,
): { stop: () => Promise<void> } {
  const hasRequests = (): boolean => workers.inHand().length > 0;
  const deps: LookDeps = { ...given, hasRequests };
  const { config, inventory, records, log } = deps;
  const { look: seconds } = config.fleet;
  if (seconds === 0) return { stop: () => Promise.resolve() };
  const environment = config.environments[config.environment]!;
  const stopping = new AbortController();
  const inHand = new Set<Promise<void>>();
  /** Those that have just begun. */
  const busy = new Set<Promise<void>>();
  const store = batchCalls(async (ended: EndedLook[]) => {
    await records.storeLooks(ended);
    return ended;
  });

  const room = (): number => Math.min((hasRequests() ? besideRequests : atOnce) - busy.size, mostInHand - inHand.size);

  async function claim(most: number): Promise<HostToLookAt[]> {
    const mine = randomUUID();
    const due = await records.claimLooks({
      ...{ claim: mine, most, seconds: claimSeconds(environment.ssh.connectTimeout) },
      overdueSeconds: hasRequests() ? seconds * waitsForRequests : 0,
    });
    if (due.length === 0) return [];
    const [apps, { hosts }] = await Promise.all([
      inventory.onHosts(due.map(({ host }) => host)),
      inventory.described(),
    ]);
    return due.map((one) => ({
      due: one,
      claim: mine,
      apps: apps.get(one.host) ?? [],
      target: withoutFirstContact(loginFor(environment, one.host, hosts.loginOf(one.host))),
    }));
  }

  function begin(host: HostToLookAt): void {
    const work = lookAtHost(deps, host, stopping.signal)
      .then(store)
      .then(
        () => undefined,
        (thrown: unknown) => {
          if (!stopping.signal.aborted) log.warn({ host: host.due.host, err: thrown }, 'a look was in vain');
        },
      )
      .finally(() => inHand.delete(work));
    inHand.add(work);
    const turn = Promise.race([work, pause(usualMs)]).then(() => void busy.delete(turn));
    busy.add(turn);
  }

  /** What the catalogue said of hosts when their logins were compared last. */
  let compared: unknown;

  /** A host whose login was changed is looked at at once; at first all are compared, since config.yml may be another one than before. */
  async function compareLogins(hasTurn: boolean): Promise<void> {
    const { hosts } = await inventory.described();
    const same = compared === hosts;
    if (same && !hasTurn) return;
    const all = [...(await inventory.hosts()).keys()];
    const logins = all.map((host) => [host, loginDigest(loginFor(environment, host, hosts.loginOf(host)))] as const);
    const changed = await records.noteLogins(new Map(logins), { onlyNew: same });
    compared = hosts;
    for (const host of changed) log.info({ host }, 'looked at at once: its login was changed');
  }

  async function round(): Promise<void> {
    const hasTurn = await records.takeRosterTurn(seconds);
    if (hasTurn) await records.storeRoster(await inventory.hosts(), seconds);
    await compareLogins(hasTurn);
    while (!stopping.signal.aborted) {
      const most = room();
      if (most > 0) {
        const hosts = await claim(most);
        for (const host of hosts) begin(host);
        if (hosts.length < most) return;
      }
      await Promise.race(busy.size > 0 ? busy : [pause(usualMs)]);
    }
  }

  const rounds = every(Math.min(longestPauseMs, seconds * 250), round, (thrown) =>
    log.warn({ err: thrown }, 'the hosts could not be looked at'),
  );
  return {
    stop: async () => {
      stopping.abort(new CodedError('SHUTTING_DOWN'));
      await rounds.stop();
      await Promise.allSettled(inHand);
    },
  };
}
