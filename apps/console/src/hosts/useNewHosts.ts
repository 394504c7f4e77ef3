import { useEffect, useRef, useState } from 'preact/hooks';
import { call } from '../api/client.js';
import { asRefused } from '../api/refused.js';
import { t } from '../language/index.js';
import { useEvery } from '../parts/useEvery.js';
import { fingerprintsIn, isReady, unseenHost, type NewHost, type NewHostState } from './wizardRows.js';

/** Often enough for somebody who mends a host meanwhile; sshd shuts out who asks too often. */
const againMs = 10_000;
/** Hosts that are asked at once. */
const atOnce = 8;

/** Hosts that are to be added, as they are seen, and what may be done with them. */
export interface NewHosts {
  states: ReadonlyMap<string, NewHostState>;
  /** Approves the key with a fingerprint that was compared. */
  approve(host: NewHost, fingerprint: string): Promise<void>;
  /** Approves every key whose fingerprint stands in a text and that its host shows; gives their number. */
  approvePasted(text: string): Promise<number>;
  /** Asks those again that are not ready. */
  again(): void;
  /** Adds hosts; those that are not ready out of service. */
  add(hosts: readonly NewHost[]): Promise<void>;
}

/** Looks at hosts that are to be added, and again at those that are not ready while the page is open. */
export function useNewHosts(hosts: readonly NewHost[]): NewHosts {
  const [states, setStates] = useState<ReadonlyMap<string, NewHostState>>(new Map());
  const latest = useRef(states);
  latest.current = states;
  const turn = useRef(0);
  const stateOf = (name: string): NewHostState => latest.current.get(name) ?? unseenHost;
  const change = (name: string, what: Partial<NewHostState>): void => {
    latest.current = new Map(latest.current).set(name, { ...stateOf(name), ...what });
    setStates(latest.current);
  };

  async function about(host: NewHost, work: () => Promise<Partial<NewHostState>>): Promise<void> {
    const mine = turn.current;
    change(host.name, { busy: true });
    try {
      const seen = await work();
      if (mine === turn.current) change(host.name, { ...seen, busy: false, trouble: null });
    } catch (thrown) {
      if (mine === turn.current) change(host.name, { busy: false, trouble: asRefused(thrown) });
    }
  }
  const checked = async ({ name, settings }: NewHost): Promise<Partial<NewHostState>> => ({
    check: await call('checkHost', { path: { name }, body: { settings } }),
  });
  const look = (host: NewHost): Promise<void> =>
    about(host, async () => {
      const { name, settings } = host;
      const keys = await call('scanHostKeys', { path: { name }, body: { settings } });
      if (keys.state !== 'agrees') return { keys, check: null };
      change(name, { keys });
      return { keys, ...(await checked(host)) };
    });
  const lookAtAll = async (some: readonly NewHost[]): Promise<void> => {
    const left = [...some];
    const next = async (): Promise<void> => {
      for (let host = left.shift(); host !== undefined; host = left.shift()) await look(host);
    };
    await Promise.all(Array.from({ length: atOnce }, next));
  };
  const unready = (): NewHost[] =>
    hosts.filter(({ name }) => {
      const { busy, added, keys } = stateOf(name);
      return !busy && !added && keys?.state !== 'unknown' && keys?.state !== 'changed' && !isReady(stateOf(name));
    });

  const named = JSON.stringify(hosts);
  useEffect(() => {
    turn.current += 1;
    latest.current = new Map();
    setStates(latest.current);
    void lookAtAll(hosts);
  }, [named]);
  useEvery(againMs, () => void lookAtAll(unready()));

  const approve = (host: NewHost, fingerprint: string): Promise<void> =>
    about(host, async () => {
      const { name, settings } = host;
      const { keys } = await call('approveHostKey', { path: { name }, body: { fingerprint, settings } });
      change(name, { keys });
      return { keys, ...(await checked(host)) };
    });
  return {
    states,
    approve,
    approvePasted: async (text) => {
      const compared = fingerprintsIn(text);
      const pairs = hosts.flatMap((host) => {
        const { keys } = stateOf(host.name);
        const key =
          keys?.state === 'unknown' ? keys.shown.find((one) => compared.includes(one.fingerprint)) : undefined;
        return key === undefined ? [] : [{ host, fingerprint: key.fingerprint }];
      });
      await Promise.all(pairs.map(({ host, fingerprint }) => approve(host, fingerprint)));
      return pairs.length;
    },
    again: () => void lookAtAll(hosts.filter(({ name }) => !stateOf(name).busy && !stateOf(name).added)),
    add: async (some) => {
      for (const host of some) {
        const { name, settings } = host;
        if (stateOf(name).added) continue;
        await about(host, async () => {
          await call('putHost', { path: { name }, body: settings, headers: { 'If-Match': '"none"' } });
          if (!isReady(stateOf(name)))
            await call('putOutage', { path: { name }, body: { reason: t('addHosts.notReadyYet') } });
          return { added: true };
        });
      }
    },
  };
}
