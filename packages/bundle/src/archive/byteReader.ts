/** Some bytes of a stream. */
export interface Part {
  pieces: AsyncGenerator<Buffer>;
  /** Passes over what is left of them. */
  drain(): Promise<void>;
}

/** Gives the bytes of a stream in the portions that are asked for. */
export interface ByteReader {
  /** The next `bytes` as one piece; fewer at the end of the stream. */
  take(bytes: number): Promise<Buffer>;
  /** The next `bytes` as they come; throws when the stream ends amid them. To be used up before anything else is asked for. */
  part(bytes: number): Part;
}

const none = Buffer.alloc(0);

/** Creates a reader of what a stream gives. */
export function createByteReader(source: AsyncIterable<Buffer>): ByteReader {
  const chunks = source[Symbol.asyncIterator]();
  let rest: Buffer = none;

  /** At most so many bytes, at least one. */
  const next = async (most: number): Promise<Buffer | null> => {
    while (rest.length === 0) {
      const { value, done } = await chunks.next();
      if (done === true) return null;
      rest = value;
    }
    const piece = rest.subarray(0, most);
    rest = rest.subarray(piece.length);
    return piece;
  };
  const nextOf = async (most: number): Promise<Buffer> => {
    const piece = await next(most);
    if (piece === null) throw new Error('its end is missing');
    return piece;
  };

  return {
    take: async (bytes) => {
      const first = (await next(bytes)) ?? none;
      if (first.length === bytes || first.length === 0) return first;
      const pieces = [first];
      for (let left = bytes - first.length; left > 0;) {
        const piece = await next(left);
        if (piece === null) break;
        pieces.push(piece);
        left -= piece.length;
      }
      return Buffer.concat(pieces);
    },
    part: (bytes) => {
      let left = bytes;
      async function* pieces(): AsyncGenerator<Buffer> {
        while (left > 0) {
          const piece = await nextOf(left);
          left -= piece.length;
          yield piece;
        }
      }
      return {
        pieces: pieces(),
        drain: async () => {
          while (left > 0) left -= (await nextOf(left)).length;
        },
      };
    },
  };
}
