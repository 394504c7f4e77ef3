import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import type { Facts, Instruction } from '../model/instruction.js';
import { revertStep } from '../steps/revert.js';
import type { hostsOfEachTest } from './hosts.js';

type Hosts = ReturnType<typeof hostsOfEachTest>;
export type Host = ReturnType<Hosts['host']>;
export type Released = ReturnType<Hosts['released']>;

export interface Made {
  root: string;
  send: Host['send'];
  /** Sent while programs fail. */
  instruction: Instruction;
  /** Tells what is wrong with what it said and did; `well` when it said that it went well. */
  wrong: (well: boolean, facts: Facts) => string[];
}

/** The processes of the application that run. */
export function running(key: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(key);
    } catch {
      return false; // It ended while we looked.
    }
  });
}

/** Tells what is wrong with a host whose application has to run, by itself, from a release, and not by processes of before. */
export function standsAt(made: Released, at: { program: string; config: string }, not: string[]): string[] {
  const { app, key } = made;
  const lives = [realpathSync(app.programLink), realpathSync(app.configLink)];
  const pids = running(key);
  return [
    ...(lives[0] === at.program && lives[1] === at.config ? [] : [`${lives.join(' and ')} are live`]),
    ...(pids.length === 1 ? [] : [`${pids.length} processes run`]),
    ...(pids.some((pid) => not.includes(pid)) ? ['the process of before serves'] : []),
  ];
}

/** A failed step is followed by its way back, where all programs do their work again. */
export function wayBack(made: Released): string[] {
  const { facts } = made.send(revertStep.instruct(made.context));
  if (facts.trouble !== undefined) return [`the way back failed: ${JSON.stringify(facts)}`];
  return standsAt(made, made.before, []);
}
