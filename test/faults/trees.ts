import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Host } from '../support/estate.js';
import { treeOf } from '../support/seen.js';
import { sharedLinks } from './fixtures/keeping.js';

/** One word for all files of a tree, their names and their contents, without links to what no release brings. */
export function digestOf(dir: string): string {
  // To list a tree goes through links to directories.
  const kept = (path: string): boolean => sharedLinks.some((link) => `${path}/`.startsWith(`${link}/`));
  const own = Object.entries(treeOf(dir)).filter(([path]) => !kept(path));
  return createHash('sha256').update(JSON.stringify(own)).digest('hex');
}

/** Which releases hold which trees, as far as the store ever showed them sealed. */
export class Trees {
  readonly #store: string;
  readonly #apps: string[];
  readonly #seen = new Set<string>();
  readonly #releases = new Map<string, Set<string>>();

  constructor(data: string, hosts: readonly Host[]) {
    this.#store = join(data, 'bundles');
    this.#apps = hosts.map(({ app }) => app.name);
    for (const { app } of hosts) {
      this.#know('first', `program ${digestOf(`${app.programLink}/`)}`);
      this.#know('first', `${app.name} ${digestOf(`${app.configLink}/`)}`);
    }
  }

  #know(release: string, tree: string): void {
    this.#releases.set(tree, (this.#releases.get(tree) ?? new Set()).add(release));
  }

  /** Names in the store, and whether each is sealed. */
  bundles(): { name: string; sealed: boolean }[] {
    if (!existsSync(this.#store)) return [];
    return readdirSync(this.#store)
      .filter((name) => !name.startsWith('.'))
      .map((name) => ({ name, sealed: existsSync(join(this.#store, name, 'manifest.json')) }));
  }

  #learn(): void {
    for (const { name, sealed } of this.bundles()) {
      if (!sealed || this.#seen.has(name)) continue;
      this.#seen.add(name);
      const program = join(this.#store, name, 'program/server');
      this.#know(name, `program ${digestOf(program)}`);
      for (const app of this.#apps) {
        const config = join(this.#store, name, 'config', app);
        if (existsSync(config)) this.#know(name, `${app} ${digestOf(config)}`);
      }
    }
  }

  /** The releases whose program and config an app shows; none when it shows anything else. */
  shown({ app }: Host): string[] {
    this.#learn();
    const program = this.#releases.get(`program ${digestOf(`${app.programLink}/`)}`) ?? new Set();
    const config = this.#releases.get(`${app.name} ${digestOf(`${app.configLink}/`)}`) ?? new Set();
    return [...program].filter((release) => config.has(release));
  }
}
