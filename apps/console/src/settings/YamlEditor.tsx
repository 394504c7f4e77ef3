import { useState } from 'preact/hooks';
import { t } from '../language/index.js';
import { ProblemText } from '../form/ProblemText.js';
import type { FieldProblem } from '../form/problems.js';
import { readYaml } from '../yamlText/readYaml.js';
import { saysSame, isTree, type Tree } from '../yamlText/tree.js';
import { yamlOf } from '../yamlText/writeYaml.js';
import { YamlFault } from '../yamlText/yamlScalar.js';

/** Settings as the file has them, to be read, copied and changed; comments are not kept. */
export function YamlEditor({
  draft,
  problems,
  change,
}: {
  draft: Tree;
  problems: readonly FieldProblem[];
  change: (draft: Tree) => void;
}) {
  const [text, setText] = useState(() => `${yamlOf(draft)}\n`);
  const [fault, setFault] = useState<YamlFault | null>(null);
  const take = (next: string): void => {
    setText(next);
    try {
      const read = readYaml(next);
      if (!isTree(read)) throw new YamlFault('syntax', 1, next.trim().slice(0, 40));
      setFault(null);
      if (!saysSame(read, draft)) change(read);
    } catch (thrown) {
      if (!(thrown instanceof YamlFault)) throw thrown;
      setFault(thrown);
    }
  };
  const replace = ({ field, nearest }: FieldProblem): void => {
    const word = field!.split('.').at(-1)!;
    take(text.replace(new RegExp(`^(\\s*(?:- )?)${word.replaceAll(/[^\w]/g, '\\$&')}(\\s*:)`, 'm'), `$1${nearest!}$2`));
  };
  const rows = Math.min(40, Math.max(12, text.split('\n').length + 2));
  return (
    <div class="yaml-editor">
      <label>
        {t('settings.yaml')}
        <textarea
          class="yaml"
          rows={rows}
          value={text}
          spellcheck={false}
          aria-invalid={fault !== null || problems.length > 0}
          aria-describedby="yaml-problems"
          onInput={(event) => take(event.currentTarget.value)}
        />
      </label>
      <ul id="yaml-problems" class="plain">
        {fault && <li class="bad-text">{t(`yaml.${fault.kind}`, { line: fault.line, what: fault.what })}</li>}
        {problems.map((problem) => (
          <li key={`${problem.field} ${problem.about} ${problem.message}`} class="bad-text">
            {problem.field !== null && <code>{problem.field}</code>} <ProblemText problem={problem} />{' '}
            {problem.nearest !== null && problem.field !== null && (
              <button type="button" class="small" onClick={() => replace(problem)}>
                {t('settings.replace', { word: problem.nearest })}
              </button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
