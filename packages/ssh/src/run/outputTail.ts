/** Keeps the end of an output. */
export interface OutputTail {
  push(chunk: Buffer): void;
  /** The kept bytes as UTF-8; a character cut in two at the front is dropped. */
  text(): string;
}

/** Keeps the last `limit` bytes of what is pushed. */
export function outputTail(limit: number): OutputTail {
  let chunks: Buffer[] = [];
  let size = 0;
  let cut = false;
  const trim = (): void => {
    const all = Buffer.concat(chunks);
    cut ||= all.length > limit;
    // A copy, so that the cut part does not stay in memory.
    const kept = all.length > limit ? Buffer.from(all.subarray(all.length - limit)) : all;
    chunks = [kept];
    size = kept.length;
  };
  return {
    push: (chunk) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size > 2 * limit) trim();
    },
    text: () => {
      trim();
      const kept = chunks[0]!;
      let start = 0;
      while (cut && start < 3 && ((kept[start] ?? 0) & 0xc0) === 0x80) start += 1;
      return kept.toString('utf8', start);
    },
  };
}
