import { inspect } from 'node:util';

const mask = '[secret]';

/** A value that must never be printed: it shows as `[secret]` in strings, JSON and logs, and is read with `reveal()`. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself, for the one place that hands it to its user (a login, a connection). */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return mask;
  }

  toJSON(): string {
    return mask;
  }

  [inspect.custom](): string {
    return mask;
  }
}
