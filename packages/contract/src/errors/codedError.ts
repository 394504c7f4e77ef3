import { errorCodes, type Code, type Details, type Kind, type ErrorClass } from './codes.js';

/** Where trouble was met. */
export interface ErrorLocation {
  /** The host it was met on; null when it was met on the machine of the worker. */
  host: string | null;
  /** The step of the app, or the phase that runs once. */
  step: string;
  /** How often this was tried, and over how many seconds. */
  tried: { times: number; seconds: number };
}

/** An error as it is stored and answered. */
export interface ErrorReport {
  code: Code;
  kind: Kind;
  class: ErrorClass;
  message: string;
  details: Details;
  /** What to do about it; null for a refusal, which says so itself. */
  advice: string | null;
  at?: ErrorLocation;
}

/** An error on its way: thrown where it is noticed, told apart by `kind`, worded by the error codes. */
export class CodedError extends Error {
  readonly code: Code;
  readonly details: Details;

  constructor(code: Code, details: Details = {}, options?: { cause?: unknown }) {
    super(errorCodes[code].en(details), options);
    this.name = 'CodedError';
    this.code = code;
    this.details = details;
  }

  get kind(): Kind {
    return errorCodes[this.code].kind;
  }

  get class(): ErrorClass {
    return errorCodes[this.code].class;
  }

  get status(): number {
    return errorCodes[this.code].status;
  }

  /** What to do about it; null where the message says it all. */
  get advice(): string | null {
    return errorCodes[this.code].advice?.(this.details) ?? null;
  }

  /** The text for the `/rex` envelope: the reference's words where it has them. */
  get envelopeMessage(): string {
    return errorCodes[this.code].zh?.(this.details) ?? this.message;
  }

  /** For storing and answering, with the place where it was met if that is known. */
  report(at?: ErrorLocation): ErrorReport {
    const { code, kind, message, details, advice } = this;
    return { code, kind, class: this.class, message, details, advice, ...(at ? { at } : {}) };
  }
}

/** Any thrown value as trouble; what nobody expected becomes INTERNAL with its text and cause kept. */
export function asCodedError(thrown: unknown): CodedError {
  if (thrown instanceof CodedError) return thrown;
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return new CodedError('INTERNAL', { reason }, { cause: thrown });
}
