/** The difference of a text file, line by line. */
export function TextPatch({ path, text }: { path: string; text: string }) {
  const kind = (line: string): string => (line.startsWith('+') ? 'added' : line.startsWith('-') ? 'deleted' : 'same');
  return (
    <figure class="patch">
      <figcaption>
        <code>{path}</code>
      </figcaption>
      <pre tabIndex={0}>
        {text
          .split('\n')
          .filter((line) => !/^(---|\+\+\+) /.test(line))
          .map((line, index) => (
            <span key={index} class={kind(line)}>
              {line}
              {'\n'}
            </span>
          ))}
      </pre>
    </figure>
  );
}
