/** Why a setup cannot go on, as a sentence, and what to do, as another. */
export class SetupError extends Error {
  constructor(
    message: string,
    readonly advice: string | null = null,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'SetupError';
  }
}
