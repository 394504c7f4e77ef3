import { catalogue, type Code, type Details, type Kind } from './catalogue.js';

/** Bad news as it is stored and answered. */
export interface TroubleReport {
  code: Code;
  kind: Kind;
  message: string;
  details: Details;
}

/** Bad news on its way: thrown where it is noticed, told apart by `kind`, worded by the catalogue. */
export class Trouble extends Error {
  readonly code: Code;
  readonly details: Details;

  constructor(code: Code, details: Details = {}, options?: { cause?: unknown }) {
    super(catalogue[code].en(details), options);
    this.name = 'Trouble';
    this.code = code;
    this.details = details;
  }

  get kind(): Kind {
    return catalogue[this.code].kind;
  }

  get status(): number {
    return catalogue[this.code].status;
  }

  /** The text for the `/rex` envelope: the reference's words where it has them. */
  get envelopeMessage(): string {
    return catalogue[this.code].zh?.(this.details) ?? this.message;
  }

  report(): TroubleReport {
    return { code: this.code, kind: this.kind, message: this.message, details: this.details };
  }
}

/** Any thrown value as trouble; what nobody expected becomes INTERNAL with its text and cause kept. */
export function asTrouble(thrown: unknown): Trouble {
  if (thrown instanceof Trouble) return thrown;
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return new Trouble('INTERNAL', { reason }, { cause: thrown });
}
