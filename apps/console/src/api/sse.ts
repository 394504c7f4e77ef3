/** One message of a stream of server-sent events. */
export interface Message {
  id: string | null;
  data: string;
}

/**
 * Cuts the text of a stream into messages, as it comes; what is not whole yet stays. A fetch is read instead of an
 * EventSource because that one cannot send a token.
 */
export function createParser(): (chunk: string) => Message[] {
  let rest = '';
  return (chunk) => {
    rest += chunk;
    const blocks = rest.split('\n\n');
    rest = blocks.pop()!;
    return blocks.flatMap((block) => {
      const data: string[] = [];
      let id: string | null = null;
      for (const line of block.split('\n')) {
        if (line.startsWith('data:')) data.push(line.slice(5).trimStart());
        else if (line.startsWith('id:')) id = line.slice(3).trim();
      }
      return data.length === 0 ? [] : [{ id, data: data.join('\n') }];
    });
  };
}
