import { StringDecoder } from 'node:string_decoder';

/** Cuts an output into lines as it comes. */
export interface LineSplitter {
  push(chunk: Buffer): void;
  /** Gives out a last line that has no line break. */
  finish(): void;
}

/** Calls `give` with each line, without its line break; UTF-8 across chunk borders stays whole. */
export function lineSplitter(give: (line: string) => void): LineSplitter {
  const decoder = new StringDecoder('utf8');
  let open = '';
  const take = (text: string): void => {
    const parts = text.split('\n');
    parts[0] = open + parts[0]!;
    open = parts.pop()!;
    parts.forEach(give);
  };
  return {
    push: (chunk) => take(decoder.write(chunk)),
    finish: () => {
      take(decoder.end());
      if (open !== '') give(open);
      open = '';
    },
  };
}
