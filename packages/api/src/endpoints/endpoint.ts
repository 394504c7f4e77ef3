import type { Code } from '#contract';
import type { Schema } from '#contract/schema';
import type { EndpointId, Method } from '../routes/routes.js';

/** What an endpoint answers with one status. */
export interface AnswerForm {
  description: string;
  /** Absent when there is no body. */
  schema?: Schema;
  /** Of the body; JSON unless said otherwise. `text/event-stream` alone is told to a stream only. */
  media?: readonly string[];
  headers?: Readonly<Record<string, string>>;
}

/** One endpoint of the modern API: its route, its checks, its documentation and the test of its answers come from this. */
export interface Endpoint {
  /** Names it, and its handler. */
  id: EndpointId;
  method: Method;
  /** `:name` is a part that varies. */
  path: string;
  tag: string;
  summary: string;
  /** More than the summary can hold. */
  notes?: string;
  auth: 'token' | 'none';
  /** Members that may stand in the query. */
  query?: Readonly<Record<string, Schema>>;
  /** Headers it heeds, with what they are for. */
  headers?: Readonly<Record<string, string>>;
  body?: Schema;
  /** The most bytes of the body, where that is more than `gateway.body_limit`. */
  bodyLimit?: number;
  /** The handler holds the body against its form: it names all that is wrong with it, not the first alone. */
  checksBody?: true;
  /** What the body is where it is a file of any kind, which the handler reads itself. */
  upload?: string;
  answers: Readonly<Record<number, AnswerForm>>;
  /** What it may be refused with, beyond what every endpoint may (see `problemsOf`). */
  problems: readonly Code[];
  /** Parameters of the registry's action that have another name here: errors about them name this one. */
  renamed?: Readonly<Record<string, string>>;
}

/** Whether a call may come without a body: where there is nothing in it that has to be said. */
export const mayLackBody = ({ body }: Pick<Endpoint, 'body'>): boolean =>
  body?.type === 'object' && (body.required as readonly string[] | undefined)?.length === 0;

/** An endpoint as its table has it: its key there is its id, by which `apiRoutes` has its method and path. */
export type EndpointRow = Omit<Endpoint, 'id' | 'method' | 'path'>;

/** A row of the table, with the types of its query, body and answers kept. */
export const endpoint = <const Row extends EndpointRow>(row: Row): Row => row;
