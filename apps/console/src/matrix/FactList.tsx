/** Facts as names and values. */
export function FactList({ facts, title }: { facts: Readonly<Record<string, unknown>>; title?: string }) {
  const known = Object.entries(facts).filter(([, value]) => value !== null && value !== '');
  if (known.length === 0) return null;
  return (
    <>
      {title && <h3>{title}</h3>}
      <dl class="fact-list">
        {known.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
