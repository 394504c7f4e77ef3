import { randomUUID } from 'node:crypto';
import type { ReleaseView } from '#contract';
import type { Api, Ask } from '../api/api.js';
import { exitOfRelease, exits, type Exit } from '../errors/exits.js';
import type { House } from '../context/house.js';
import { notices, partRows, troubles, verdict } from '../output/release.js';
import { watch } from './watch.js';

type Creating = 'createRelease' | 'createRollback' | 'createPromotion' | 'createAction';

/** Posts a request under a key of its own, so that it is one request however often it is sent. */
export async function post(api: Api, call: Creating, how: Ask, key: string | undefined): Promise<ReleaseView> {
  const headers = { 'Idempotency-Key': key ?? `rexflow-${randomUUID()}` };
  return await api.ask(call, { ...how, headers });
}

/** Where a release is to be seen that nobody waits for. */
const taken = (release: ReleaseView, house: House): string[] => [
  verdict(release, house.paint),
  `watch it: rexflow status ${release.id} --wait`,
];

/** Watches a release to its end unless nobody wants to, and tells what it came to. Gives the exit status. */
export async function finish(house: House, api: Api, release: ReleaseView, wait: boolean): Promise<Exit> {
  if (!wait) {
    house.answer(release, () => taken(release, house));
    return exits.done;
  }
  const settled = await watch(api, release, house);
  house.answer(settled, () => [
    '',
    ...(house.live ? [] : [...partRows(settled.apps), '']),
    ...notices(settled, house.paint),
    ...troubles(settled, house.paint),
    verdict(settled, house.paint),
  ]);
  return exitOfRelease(settled);
}
