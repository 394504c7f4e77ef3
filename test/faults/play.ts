import { rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { partsOn } from '../support/scene.js';
import type { Arena } from './arena.js';
import type { Fixture } from './fixtures/keeping.js';
import { awaitSettlements, check } from './check/index.js';
import type { Kind } from './kind.js';
import { randomOf } from './random.js';
import { Round } from './round.js';

/** What a round came to. */
export interface Played {
  kind: string;
  round: number;
  fixture: Fixture;
  /** What of the kind was chosen. */
  chosen: string;
  violations: string[];
  /** Why it was not played. */
  skipped: string | null;
  /** Whether the fault came in time. */
  struck: boolean;
  /** Seconds from when rexflow could begin to recover to the last settlement. */
  recovery: number | null;
  /** Milliseconds between the first and the last switch of a release that went to all hosts. */
  skew: number | null;
  seconds: number;
  outcomes: string[];
}

const patienceMs = 20_000;

async function strike(round: Round): Promise<boolean> {
  const { kind } = round;
  try {
    const strike = await kind.prepare(round);
    round.fill();
    if (kind.post) await kind.post(round);
    else await round.post({ action: 'release', k: 'server' });
    return await strike();
  } finally {
    await round.mend();
  }
}

function skewOf(hosts: number, sights: { at: number; release?: string }[]): number | null {
  const at = sights.filter(({ release }) => release !== undefined).map((sight) => sight.at);
  return at.length === hosts && hosts > 1 ? Math.max(...at) - Math.min(...at) : null;
}

/** Plays one round in an arena; throws only when the arena itself is no good any more. */
export async function play(arena: Arena, kind: Kind, number: number, seed: string): Promise<Played> {
  const began = Date.now();
  const round = new Round(arena, kind, randomOf(seed, kind.name, number));
  const fixture: Fixture = arena.keeping ? 'keeping' : 'plain';
  const none = {
    ...{ kind: kind.name, round: number, fixture, chosen: '' },
    ...{ violations: [], recovery: null, skew: null, outcomes: [] },
  };
  const reason = kind.lacks?.(round) ?? null;
  if (reason !== null) return { ...none, skipped: reason, struck: false, seconds: 0 };
  const struck = (round.struck = await strike(round));
  await awaitSettlements(round);
  for (const wake of round.wakes.splice(0)) await wake();
  await within(patienceMs + arena.settings.life * 1000, arena.crew.complete());
  const { violations, ended, sights } = await check(round);
  if (kind.may.leftovers) for (const path of arena.hosts.flatMap(partsOn)) rmSync(path, { recursive: true });
  const settledAt = Math.max(...ended.map((request) => request.settledAt));
  const from = round.recoversFrom;
  const done = ended.length === 1 && ended[0]!.settlement.outcome === 'done';
  return {
    ...none,
    chosen: round.chosen,
    violations,
    skipped: null,
    struck,
    recovery: struck && from !== null && ended.length > 0 ? Math.max(0, settledAt - from) / 1000 : null,
    skew: done ? skewOf(arena.hosts.length, sights) : null,
    seconds: (Date.now() - began) / 1000,
    outcomes: ended.map(({ settlement }) => settlement.outcome),
  };
}

async function within(ms: number, work: Promise<void>): Promise<void> {
  const enough = new AbortController();
  const late = pause(ms, undefined, { signal: enough.signal }).then(() => {
    throw new Error(`the installation is not whole again after ${ms / 1000} s`);
  });
  late.catch(() => undefined);
  try {
    await Promise.race([work, late]);
  } finally {
    enough.abort();
  }
}
