import { realpathSync } from 'node:fs';
import { initCalls } from '#provision';
import { changeInit } from '../support/changeInit.js';
import { until, type Host } from '../support/estate.js';
import { fill, type Arena } from './arena.js';
import { hold, type Hold, type Place } from './hold.js';
import type { Allowed, Kind } from './kind.js';
import type { Random } from './random.js';

/** A host as it stood before a round. */
export interface Before {
  program: string;
  config: string;
  calls: number;
}

export const standOf = ({ app }: Host): Before => ({
  program: realpathSync(app.programLink),
  config: realpathSync(app.configLink),
  calls: initCalls(app).length,
});

/** One round: something is released while something is broken. */
export class Round {
  began = Date.now();
  before: Map<string, Before>;
  readonly version: string;
  /** Little of the program is another, so that the live release is made into it; where a carry is waited for, much is. */
  little: boolean;
  /** What the update directory holds where data outlives releases. */
  readonly ships: 'links' | 'files' | 'nothing';
  /** Whether the fault came in time. */
  struck = false;
  /** Lines of app.properties for single apps, beside the ones all have. */
  readonly lines: Record<string, string> = {};
  /** Ids of accepted requests, in the order of their answers. */
  readonly requests: string[] = [];
  /** Puts right what was broken, the last one first. */
  readonly mends: (() => unknown)[] = [];
  /** What was broken comes back to life, after the settlement. */
  readonly wakes: (() => unknown)[] = [];
  /** What the kind itself saw and may not be. */
  readonly seen: string[] = [];
  /** What was chosen, for who reads of it. */
  chosen = '';
  /** When rexflow could begin to recover, in milliseconds since 1970; null where nothing was struck. */
  recoversFrom: number | null = null;

  constructor(
    readonly arena: Arena,
    readonly kind: Kind,
    readonly random: Random,
  ) {
    this.before = this.#stand();
    this.version = arena.nextVersion();
    this.little = random.pick([true, false]);
    this.ships = random.pick(['links', 'files', 'nothing']);
  }

  #stand(): Map<string, Before> {
    return new Map(this.hosts.map((host) => [host.app.name, standOf(host)]));
  }

  /** What happened so far was preparation. */
  beginHere(): void {
    this.began = Date.now();
    this.before = this.#stand();
  }

  note(text: string): void {
    this.chosen = text;
  }

  /** What the settlement may be; a fault that came too late changes nothing. */
  get may(): Allowed {
    const { may } = this.kind;
    return this.struck ? may : { ...may, outcomes: [...may.outcomes, 'done'] };
  }

  get hosts(): Host[] {
    return this.arena.hosts;
  }

  /** The first request. */
  get id(): string {
    return this.requests[0] ?? '';
  }

  get seconds(): number {
    return this.arena.settings.patience;
  }

  fill(): void {
    fill(this.arena, this.version, {
      more: this.lines,
      little: this.little,
      ships: this.arena.keeping ? this.ships : 'nothing',
    });
  }

  /** Posts a request that is not waited for; gives its id, or null when it was refused. */
  async post(values: Record<string, string>): Promise<string | null> {
    const answer = await this.arena.estate.rex({ ...values, async: '1' });
    if (answer.status === 409) return null;
    if (answer.status !== 202) throw new Error(`POST /rex answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    const id = String(answer.at('job'));
    this.requests.push(id);
    return id;
  }

  async settled(id = this.id): Promise<boolean> {
    const rows = await this.arena.rows("SELECT 1 FROM rexflow_requests WHERE id = ? AND state = 'settled'", [id]);
    return rows.length > 0;
  }

  /** Waits until something is so; false when the request settled before it was. */
  async met(what: string, condition: () => boolean | Promise<boolean>): Promise<boolean> {
    return (
      (await until(what, this.seconds, async () => {
        if (await condition()) return 'met';
        return (await this.settled()) && 'missed';
      })) === 'met'
    );
  }

  /** A hold that is dropped when the round mends. */
  async hold(place: Place, what: string, app = ''): Promise<Hold> {
    if (['carry', 'seal'].includes(what)) this.little = false;
    const held = await hold(this.arena.database, place, what, app);
    this.mends.push(() => held.release());
    return held;
  }

  /** Changes a host's init script until the round mends. */
  changeInit(host: Host, line: string, instead: string): void {
    this.mends.push(changeInit(host, line, instead));
  }

  async mend(): Promise<void> {
    for (const mend of this.mends.splice(0).reverse()) await mend();
  }
}
