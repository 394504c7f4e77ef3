import { errorCodes, type Code, type ErrorClass } from '#contract';
import {
  anything,
  map,
  number,
  object,
  orNull,
  text,
  whole,
  word,
  type Of,
  type Schema,
  named,
} from '#contract/schema';

const codes = Object.keys(errorCodes) as Code[];
const classes = [...new Set(Object.values(errorCodes).map((entry) => entry.class))];

const code: Schema<Code> = word(codes, 'what it is, for programs');
const ofClass: Schema<ErrorClass> = word(classes, 'what sort of trouble it is');
const details = map(anything, 'the particulars the message is made of');

/** CodedError a release met, as it is stored. */
export const troubleSchema = named(
  'Trouble',
  object({
    code,
    class: ofClass,
    message: text(),
    advice: orNull(text('what to do about it')),
    at: orNull(
      object({
        host: orNull(text('null: on the machine of the worker')),
        step: text(),
        tried: object({
          times: whole('how often it was tried'),
          seconds: number('over how long'),
        }),
      }),
    ),
    details,
  }),
);
export type TroubleView = Of<typeof troubleSchema>;

/** An error answer (RFC 9457); the details are members beside these. */
export const problemSchema = named('Problem', {
  ...object({
    type: text('leads to the description of the code', { format: 'uri-reference' }),
    title: text(),
    status: whole('HTTP status', 400, 599),
    detail: text('what went wrong, with the field it went wrong at'),
    code,
    class: ofClass,
    advice: orNull(text('what to do about it; null where the detail says it all')),
    instance: text('path that was asked', { format: 'uri-reference' }),
  }),
  additionalProperties: true,
} as Schema<ProblemView>);

export interface ProblemView {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: Code;
  class: ErrorClass;
  advice: string | null;
  instance: string;
  [detail: string]: unknown;
}
