import type { Request } from '#contract';
import type { WireRequest } from './types.js';

/** A receiver of settlements, as far as the records have to know it; the rest stands in config.yml. */
export interface WebhookSettings {
  /** Unique; rows name it. */
  name: string;
  /** Outcomes it is notified of; empty is all. */
  on: readonly string[];
  /** Actions it is notified of; empty is all that change apps. */
  actions: readonly string[];
}

/** Names of the original's tables, which config.yml may change; plain identifiers. */
export interface Tables {
  records: string;
  status: string;
}

/** Makes a request of an action and its checked parameters. */
export type Decode = (action: string, parameters: WireRequest['parameters']) => Request;

/** The settings for reading requests: rows of older programs have no typed request. */
export interface RequestDecoder {
  decode: Decode;
}

/** The settings for storing a settlement. */
export interface Settling extends Tables, RequestDecoder {
  webhooks: readonly WebhookSettings[];
}
